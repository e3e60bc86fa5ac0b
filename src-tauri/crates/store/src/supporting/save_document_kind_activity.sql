INSERT INTO main.document_kind_activities (kind_id, activity_id, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (kind_id, activity_id) DO UPDATE SET
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
