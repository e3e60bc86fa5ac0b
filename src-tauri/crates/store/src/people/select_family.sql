SELECT id, number, name, followed_since FROM families WHERE id = ?1 AND deleted_hlc IS NULL
