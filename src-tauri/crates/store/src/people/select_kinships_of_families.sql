-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT k.child_id, k.guardian_id, k.link, t.family_id
FROM theirs t CROSS JOIN kinships k ON k.child_id = t.child_id WHERE k.deleted_hlc IS NULL ORDER BY k.child_id, k.guardian_id
