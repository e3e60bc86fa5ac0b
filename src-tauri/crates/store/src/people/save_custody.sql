INSERT INTO main.custodies (id, child_id, household_id, pattern, change_weekday, share_permille, valid_from, valid_to, holidays,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO UPDATE SET household_id = excluded.household_id, pattern = excluded.pattern, change_weekday = excluded.change_weekday,
  share_permille = excluded.share_permille, valid_from = excluded.valid_from, valid_to = excluded.valid_to, holidays = excluded.holidays,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
