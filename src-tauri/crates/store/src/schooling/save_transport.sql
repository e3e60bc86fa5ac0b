INSERT INTO main.transport_registrations (id, child_id, stop_id, direction, weekdays, valid_from, valid_to, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET stop_id = excluded.stop_id, direction = excluded.direction, weekdays = excluded.weekdays,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
