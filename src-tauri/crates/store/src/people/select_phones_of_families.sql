-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT p.guardian_id, p.call_rank, p.number, p.kind, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN guardians g ON g.household_id = h.id CROSS JOIN phones p ON p.guardian_id = g.id
WHERE h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND p.deleted_hlc IS NULL
ORDER BY p.guardian_id, p.call_rank
