DELETE FROM main.merge_rows WHERE act_id = ?1
