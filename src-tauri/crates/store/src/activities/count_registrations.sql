-- Places taken, whoever takes them: numbers, for who sees a part of the town too.
SELECT activity_id, state, count(DISTINCT child_id)
FROM main.registrations
WHERE deleted_hlc IS NULL AND valid_from <= ?1 AND (valid_to IS NULL OR valid_to >= ?1)
GROUP BY activity_id, state
