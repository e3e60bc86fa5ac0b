INSERT INTO main.authorities (id, child_id, guardian_id, authority, valid_from, valid_to, title, title_on, seen_on, seen_by,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (id) DO UPDATE SET authority = excluded.authority, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
  title = excluded.title, title_on = excluded.title_on, seen_on = excluded.seen_on, seen_by = excluded.seen_by,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
