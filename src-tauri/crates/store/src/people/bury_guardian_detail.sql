UPDATE main.guardian_details SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE guardian_id = ?1 AND detail = ?2 AND deleted_hlc IS NULL
