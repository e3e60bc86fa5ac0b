SELECT d.guardian_id, d.detail, d.value
FROM households h JOIN guardians g ON g.household_id = h.id JOIN guardian_details d ON d.guardian_id = g.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.child_id, d.detail, d.value FROM child_details d
WHERE d.deleted_hlc IS NULL AND d.child_id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
