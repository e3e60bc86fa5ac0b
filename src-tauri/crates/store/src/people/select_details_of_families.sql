-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT d.guardian_id, d.detail, d.value, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN guardians g ON g.household_id = h.id CROSS JOIN guardian_details d ON d.guardian_id = g.id
WHERE h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.child_id, d.detail, d.value, t.family_id
FROM theirs t CROSS JOIN child_details d ON d.child_id = t.child_id WHERE d.deleted_hlc IS NULL
