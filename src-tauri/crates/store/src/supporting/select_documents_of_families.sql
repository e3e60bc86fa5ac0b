-- Of their households, of their guardians, of the children who live there, whichever file they were noted in.
-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN supporting_documents d ON d.household_id = h.id
WHERE h.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN guardians g ON g.household_id = h.id CROSS JOIN supporting_documents d ON d.guardian_id = g.id
WHERE h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by, t.family_id
FROM theirs t CROSS JOIN supporting_documents d ON d.child_id = t.child_id WHERE d.deleted_hlc IS NULL
