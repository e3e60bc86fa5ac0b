SELECT id FROM families WHERE deleted_hlc IS NULL ORDER BY id DESC
