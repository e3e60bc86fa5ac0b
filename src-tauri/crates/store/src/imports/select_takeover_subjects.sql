SELECT family_id FROM external_ids WHERE import_batch_id = ?1 AND deleted_hlc IS NULL
UNION ALL
SELECT g.id FROM guardians g JOIN households h ON h.id = g.household_id
WHERE h.family_id IN (SELECT family_id FROM external_ids WHERE import_batch_id = ?1 AND deleted_hlc IS NULL)
UNION ALL
SELECT DISTINCT u.child_id FROM custodies u JOIN households h ON h.id = u.household_id
WHERE h.family_id IN (SELECT family_id FROM external_ids WHERE import_batch_id = ?1 AND deleted_hlc IS NULL)
