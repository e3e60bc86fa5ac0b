SELECT id, sealed FROM attachments WHERE id = ?1 AND compartment = 1 AND deleted_hlc IS NULL
