INSERT INTO main.agents (id, login, display_name, left_on, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET login = excluded.login, display_name = excluded.display_name, left_on = excluded.left_on,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
