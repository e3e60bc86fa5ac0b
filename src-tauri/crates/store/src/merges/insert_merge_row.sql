INSERT INTO main.merge_rows (act_id, rank, table_name, key_text, before_text, after_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
