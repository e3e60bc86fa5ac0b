SELECT table_name, key_text, before_text, after_text FROM merge_rows WHERE act_id = ?1 ORDER BY rank DESC
