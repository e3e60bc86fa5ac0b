SELECT sealed, saved_at FROM drafts WHERE agent_id = ?1 AND form = ?2 AND subject = ?3
