INSERT INTO main.drafts (agent_id, key, sealed, saved_at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (agent_id, key) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at
