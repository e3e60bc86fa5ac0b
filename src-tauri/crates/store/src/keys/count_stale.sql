SELECT count(*) FROM content_keys WHERE compartment = ?1 AND epoch <> ?2
