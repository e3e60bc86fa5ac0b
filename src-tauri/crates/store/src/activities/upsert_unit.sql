INSERT INTO main.units (id, activity_id, code, name, kind, start_minute, end_minute, with_meal, by_minutes, capacity,
  weekdays, in_term, in_holidays, rank, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, kind = excluded.kind,
  start_minute = excluded.start_minute, end_minute = excluded.end_minute, with_meal = excluded.with_meal,
  by_minutes = excluded.by_minutes, capacity = excluded.capacity, weekdays = excluded.weekdays, in_term = excluded.in_term,
  in_holidays = excluded.in_holidays, rank = excluded.rank,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
