INSERT INTO main.schoolings (child_id, class_id, valid_from, valid_to, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (child_id, valid_from) DO UPDATE SET class_id = excluded.class_id, valid_to = excluded.valid_to, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
