SELECT name, value FROM ui_settings WHERE agent_id = ?1 ORDER BY name
