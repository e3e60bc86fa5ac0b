INSERT INTO main.transport_stops (id, circuit_id, rank, name, morning_minute, evening_minute, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, name = excluded.name, morning_minute = excluded.morning_minute,
  evening_minute = excluded.evening_minute, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
