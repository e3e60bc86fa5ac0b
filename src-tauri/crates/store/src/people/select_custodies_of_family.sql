-- Every custody of the family's children, those of households of another family too: a week's household may be elsewhere.
SELECT id, child_id, household_id, pattern, change_weekday, share_permille, valid_from, valid_to, holidays
FROM custodies
WHERE deleted_hlc IS NULL AND child_id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
ORDER BY child_id, valid_from, id
