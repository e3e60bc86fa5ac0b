SELECT value FROM ui_settings WHERE agent_id = ?1 AND name = ?2
