INSERT INTO agent_roles (agent_id, role, valid_from, valid_to, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (agent_id, role, valid_from) DO UPDATE SET valid_to = excluded.valid_to,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
