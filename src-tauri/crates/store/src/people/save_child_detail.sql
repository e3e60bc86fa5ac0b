INSERT INTO main.child_details (child_id, detail, value, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (child_id, detail) DO UPDATE SET value = excluded.value,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
