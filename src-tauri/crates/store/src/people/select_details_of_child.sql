SELECT child_id, detail, value FROM child_details WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY detail
