DELETE FROM main.content_keys WHERE subject_id = ?1
