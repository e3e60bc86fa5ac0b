-- What their guardians answered for themselves, and what anybody answered for their children, adults of another file too.
-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT a.id, a.version_id, a.guardian_id, a.child_id, a.answer, a.answered_on, a.means, a.updated_hlc, a.updated_by, g.first_names, g.usage_name, g.birth_name, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN guardians g ON g.household_id = h.id CROSS JOIN consent_answers a ON a.guardian_id = g.id
WHERE h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND a.deleted_hlc IS NULL AND a.child_id IS NULL
UNION ALL
SELECT a.id, a.version_id, a.guardian_id, a.child_id, a.answer, a.answered_on, a.means, a.updated_hlc, a.updated_by, g.first_names, g.usage_name, g.birth_name, t.family_id
FROM theirs t CROSS JOIN consent_answers a ON a.child_id = t.child_id CROSS JOIN guardians g ON g.id = a.guardian_id
WHERE a.deleted_hlc IS NULL
