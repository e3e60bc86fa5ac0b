UPDATE main.phones SET deleted_hlc = ?2, updated_hlc = ?2, updated_desk = ?3, updated_by = ?4
WHERE deleted_hlc IS NULL AND guardian_id IN (
  SELECT g.id FROM guardians g JOIN households h ON h.id = g.household_id WHERE h.family_id IN (SELECT family_id FROM external_ids WHERE import_batch_id = ?1 AND deleted_hlc IS NULL))
