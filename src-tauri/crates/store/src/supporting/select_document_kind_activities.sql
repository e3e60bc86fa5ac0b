SELECT kind_id, activity_id FROM document_kind_activities WHERE deleted_hlc IS NULL ORDER BY kind_id, activity_id
