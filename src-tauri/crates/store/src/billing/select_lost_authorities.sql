SELECT DISTINCT c.household_id, a.guardian_id, a.valid_from, a.valid_to
FROM authorities a
JOIN custodies c ON c.child_id = a.child_id AND c.deleted_hlc IS NULL
WHERE a.authority = 'lost' AND a.deleted_hlc IS NULL
