-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT s.household_id, s.valid_from, s.children, s.persons, s.reason, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN household_sizes s ON s.household_id = h.id
WHERE h.deleted_hlc IS NULL AND s.deleted_hlc IS NULL ORDER BY s.household_id, s.valid_from DESC
