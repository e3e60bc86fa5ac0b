SELECT s.household_id, s.valid_from, s.children, s.persons, s.reason
FROM households h JOIN household_sizes s ON s.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND s.deleted_hlc IS NULL ORDER BY s.household_id, s.valid_from DESC
