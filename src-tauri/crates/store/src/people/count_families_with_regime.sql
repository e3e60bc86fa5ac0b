SELECT COUNT(DISTINCT family_id) FROM households WHERE regime <> '' AND deleted_hlc IS NULL
