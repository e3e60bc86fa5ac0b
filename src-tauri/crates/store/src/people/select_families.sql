SELECT id, number, name, followed_since FROM families WHERE deleted_hlc IS NULL
