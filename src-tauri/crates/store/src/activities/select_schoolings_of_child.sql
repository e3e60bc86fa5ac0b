SELECT child_id, class_id, valid_from, valid_to FROM schoolings WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY valid_from
