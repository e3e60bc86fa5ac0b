INSERT INTO main.relation_entries (id, family_id, kind, happened_on, text, due_on, done_on, written_hlc, written_by,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?10, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, happened_on = excluded.happened_on, text = excluded.text, due_on = excluded.due_on,
  done_on = excluded.done_on, updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by,
  deleted_hlc = NULL
