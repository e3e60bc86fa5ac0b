SELECT id, sealed FROM attachments WHERE id = ?1 AND compartment = 4 AND deleted_hlc IS NULL
