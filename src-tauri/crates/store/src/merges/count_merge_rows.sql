SELECT count(*) FROM merge_rows WHERE act_id = ?1
