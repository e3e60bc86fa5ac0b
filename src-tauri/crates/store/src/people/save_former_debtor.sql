INSERT INTO main.household_debtors (household_id, ends_on, guardian_id, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (household_id, ends_on) DO UPDATE SET guardian_id = excluded.guardian_id,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
