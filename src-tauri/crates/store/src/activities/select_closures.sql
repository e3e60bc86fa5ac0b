SELECT id, activity_id, unit_id, first_day, last_day, reason
FROM closures WHERE deleted_hlc IS NULL AND first_day <= ?2 AND last_day >= ?1 ORDER BY first_day, id
