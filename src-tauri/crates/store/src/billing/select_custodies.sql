SELECT id, child_id, household_id, pattern, change_weekday, share_permille, valid_from, valid_to, holidays
FROM custodies
WHERE deleted_hlc IS NULL AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to >= ?1)
ORDER BY child_id, valid_from, id
