DELETE FROM main.drafts WHERE agent_id = ?1 AND key = ?2
