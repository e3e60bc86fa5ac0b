INSERT INTO main.household_stays (id, guardian_id, household_id, valid_from, valid_to, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
