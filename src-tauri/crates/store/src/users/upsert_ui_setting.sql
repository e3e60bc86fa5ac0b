INSERT INTO main.ui_settings (agent_id, name, value) VALUES (?1, ?2, ?3)
ON CONFLICT (agent_id, name) DO UPDATE SET value = excluded.value
