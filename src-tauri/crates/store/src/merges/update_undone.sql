UPDATE main.merges SET undone_hlc = ?2 WHERE act_id = ?1
