INSERT INTO main.closures (id, activity_id, unit_id, first_day, last_day, reason, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET activity_id = excluded.activity_id, unit_id = excluded.unit_id, first_day = excluded.first_day,
  last_day = excluded.last_day, reason = excluded.reason,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
