SELECT id, child_id, household_id, pattern, change_weekday, share_permille, valid_from, valid_to, holidays
FROM custodies WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY valid_from, id
