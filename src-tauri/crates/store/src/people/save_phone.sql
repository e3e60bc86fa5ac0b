INSERT INTO main.phones (guardian_id, call_rank, number, kind, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (guardian_id, call_rank) DO UPDATE SET number = excluded.number, kind = excluded.kind,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
