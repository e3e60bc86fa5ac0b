SELECT k.child_id, k.guardian_id, k.link FROM kinships k
WHERE k.deleted_hlc IS NULL AND k.child_id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
ORDER BY k.child_id, k.guardian_id
