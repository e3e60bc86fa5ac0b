SELECT DISTINCT u.child_id FROM households h CROSS JOIN custodies u ON u.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND u.deleted_hlc IS NULL
  AND u.valid_from <= ?3 AND (u.valid_to IS NULL OR u.valid_to >= ?2)
