UPDATE main.classes SET deleted_hlc = ?2, updated_hlc = ?2, updated_desk = ?3, updated_by = ?4
WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM main.schoolings s WHERE s.class_id = ?1 AND s.deleted_hlc IS NULL)
