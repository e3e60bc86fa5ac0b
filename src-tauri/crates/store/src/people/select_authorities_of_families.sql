-- All that is said of the parental authority over the families' children, adults of another family too, the latest first.
-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT a.id, a.child_id, a.guardian_id, a.authority, a.valid_from, a.valid_to, a.title, a.title_on, a.seen_on, a.seen_by,
  g.first_names, g.usage_name, g.birth_name, coalesce(v.display_name, ''), t.family_id
FROM theirs t CROSS JOIN authorities a ON a.child_id = t.child_id CROSS JOIN guardians g ON g.id = a.guardian_id LEFT JOIN agents v ON v.id = a.seen_by
WHERE a.deleted_hlc IS NULL AND g.deleted_hlc IS NULL ORDER BY a.child_id, a.guardian_id, a.valid_from DESC, a.id
