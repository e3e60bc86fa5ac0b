-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT d.household_id, d.guardian_id, d.ends_on, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN household_debtors d ON d.household_id = h.id
WHERE h.deleted_hlc IS NULL AND d.deleted_hlc IS NULL ORDER BY d.household_id, d.ends_on
