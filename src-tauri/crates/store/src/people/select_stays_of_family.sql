SELECT s.id, s.guardian_id, s.household_id, s.valid_from, s.valid_to
FROM households h JOIN household_stays s ON s.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND s.deleted_hlc IS NULL ORDER BY s.guardian_id, s.valid_from, s.valid_to IS NULL, s.valid_to, s.id
