-- All that is said of the parental authority over the family's children, adults of another family too, the latest first.
SELECT a.id, a.child_id, a.guardian_id, a.authority, a.valid_from, a.valid_to, a.title, a.title_on, a.seen_on, a.seen_by,
  g.first_names, g.usage_name, g.birth_name, coalesce(v.display_name, '')
FROM authorities a JOIN guardians g ON g.id = a.guardian_id LEFT JOIN agents v ON v.id = a.seen_by
WHERE a.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND a.child_id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
ORDER BY a.child_id, a.guardian_id, a.valid_from DESC, a.id
