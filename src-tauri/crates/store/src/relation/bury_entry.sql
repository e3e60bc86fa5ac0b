UPDATE main.relation_entries SET deleted_hlc = ?2 WHERE id = ?1
