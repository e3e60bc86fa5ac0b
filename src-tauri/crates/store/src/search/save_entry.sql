INSERT INTO main.search_entries (kind, subject_id) VALUES (?1, ?2) ON CONFLICT (subject_id) DO UPDATE SET kind = excluded.kind RETURNING id
