INSERT INTO main.settings (name, value, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_hlc = excluded.updated_hlc,
  updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
