INSERT INTO main.health_records (child_id, sealed, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (child_id) DO UPDATE SET sealed = excluded.sealed,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
