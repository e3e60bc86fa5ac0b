SELECT wrapped FROM content_keys WHERE subject_id = ?1
