SELECT NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.subject_id = f.id)
FROM (SELECT id FROM families WHERE deleted_hlc IS NULL ORDER BY id LIMIT 1) f
