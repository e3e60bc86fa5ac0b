-- Every custody of the families' children, those of households of another family too: a week's household may be elsewhere.
-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT c.id, c.child_id, c.household_id, c.pattern, c.change_weekday, c.share_permille, c.valid_from, c.valid_to, c.holidays, t.family_id
FROM theirs t CROSS JOIN custodies c ON c.child_id = t.child_id WHERE c.deleted_hlc IS NULL ORDER BY c.child_id, c.valid_from, c.id
