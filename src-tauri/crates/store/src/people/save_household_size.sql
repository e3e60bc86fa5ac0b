INSERT INTO main.household_sizes (household_id, valid_from, children, persons, reason, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (household_id, valid_from) DO UPDATE SET children = excluded.children, persons = excluded.persons, reason = excluded.reason,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
