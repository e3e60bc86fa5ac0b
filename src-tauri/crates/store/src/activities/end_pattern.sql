UPDATE main.weekly_patterns SET valid_to = ?3, updated_hlc = ?4, updated_desk = ?5, updated_by = ?6
WHERE child_id = ?1 AND unit_id = ?2 AND deleted_hlc IS NULL AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to > ?3)
