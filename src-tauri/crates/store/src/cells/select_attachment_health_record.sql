SELECT id, sealed FROM attachments WHERE id = ?1 AND compartment = 3 AND deleted_hlc IS NULL
