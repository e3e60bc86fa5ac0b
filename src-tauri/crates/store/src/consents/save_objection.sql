INSERT INTO main.prospecting_objections (guardian_id, objected_on, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (guardian_id) DO UPDATE SET objected_on = excluded.objected_on,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
