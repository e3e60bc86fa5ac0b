UPDATE main.mandates SET deleted_hlc = ?2 WHERE id = ?1
