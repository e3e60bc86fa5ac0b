INSERT INTO main.weekly_patterns (child_id, unit_id, even_weekdays, odd_weekdays, valid_from, valid_to, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (child_id, unit_id, valid_from) DO UPDATE SET even_weekdays = excluded.even_weekdays,
  odd_weekdays = excluded.odd_weekdays, valid_to = excluded.valid_to, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
