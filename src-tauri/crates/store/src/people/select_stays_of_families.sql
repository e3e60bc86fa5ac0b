-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT s.id, s.guardian_id, s.household_id, s.valid_from, s.valid_to, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN household_stays s ON s.household_id = h.id
WHERE h.deleted_hlc IS NULL AND s.deleted_hlc IS NULL ORDER BY s.guardian_id, s.valid_from, s.valid_to IS NULL, s.valid_to, s.id
