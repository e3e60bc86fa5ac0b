SELECT guardian_id, detail, value FROM guardian_details WHERE guardian_id = ?1 AND deleted_hlc IS NULL ORDER BY detail
