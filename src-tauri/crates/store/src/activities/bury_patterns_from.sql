UPDATE main.weekly_patterns SET deleted_hlc = ?4, updated_hlc = ?4, updated_desk = ?5, updated_by = ?6
WHERE child_id = ?1 AND unit_id = ?2 AND deleted_hlc IS NULL AND valid_from >= ?3
