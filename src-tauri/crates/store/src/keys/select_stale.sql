SELECT subject_id, wrapped FROM content_keys WHERE compartment = ?1 AND epoch <> ?2
