UPDATE main.schoolings SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE child_id = ?1 AND deleted_hlc IS NULL AND valid_from >= ?2
