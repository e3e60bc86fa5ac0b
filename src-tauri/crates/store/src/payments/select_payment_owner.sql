SELECT family_id, label FROM households WHERE id = ?1 AND deleted_hlc IS NULL
