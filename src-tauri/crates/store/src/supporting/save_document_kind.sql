INSERT INTO main.document_kinds (id, name, owner, nature, keeping, validity, months, end_month, end_day, activity_kinds, rank,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, owner = excluded.owner, nature = excluded.nature, keeping = excluded.keeping,
  validity = excluded.validity, months = excluded.months, end_month = excluded.end_month, end_day = excluded.end_day,
  activity_kinds = excluded.activity_kinds, rank = excluded.rank,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
