INSERT INTO main.kinships (child_id, guardian_id, link, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (child_id, guardian_id) DO UPDATE SET link = excluded.link,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
