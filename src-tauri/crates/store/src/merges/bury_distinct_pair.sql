UPDATE main.distinct_pairs SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE one_id = ?1 AND other_id = ?2 AND deleted_hlc IS NULL
