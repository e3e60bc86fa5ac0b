UPDATE main.schoolings SET valid_to = ?2, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE child_id = ?1 AND deleted_hlc IS NULL AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to > ?2)
