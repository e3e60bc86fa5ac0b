SELECT a.child_id, a.habit, a.value, a.written_hlc, a.written_by FROM child_habits a
WHERE a.deleted_hlc IS NULL AND a.child_id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
ORDER BY a.written_hlc, a.id
