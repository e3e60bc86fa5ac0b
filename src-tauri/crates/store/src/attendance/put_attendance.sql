INSERT INTO main.attendance (day, unit_id, child_id, state, minutes, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (day, unit_id, child_id) DO UPDATE SET state = excluded.state, minutes = excluded.minutes,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
