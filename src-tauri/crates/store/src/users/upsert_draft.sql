INSERT INTO drafts (agent_id, form, subject, sealed, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (agent_id, form, subject) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at
