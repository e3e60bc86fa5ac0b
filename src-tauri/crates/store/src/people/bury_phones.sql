UPDATE main.phones SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE guardian_id = ?1 AND call_rank >= ?2 AND deleted_hlc IS NULL
