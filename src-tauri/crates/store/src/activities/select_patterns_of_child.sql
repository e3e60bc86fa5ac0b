SELECT child_id, unit_id, even_weekdays, odd_weekdays, valid_from, valid_to
FROM weekly_patterns WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY valid_from, unit_id
