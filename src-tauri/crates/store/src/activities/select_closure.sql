SELECT id, activity_id, unit_id, first_day, last_day, reason FROM closures WHERE id = ?1 AND deleted_hlc IS NULL
