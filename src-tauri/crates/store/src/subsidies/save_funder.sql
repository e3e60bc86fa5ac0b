INSERT INTO main.third_party_funders (id, name, kind, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
