SELECT id, family_id, kind, happened_on, text, due_on, done_on, written_hlc, written_by, updated_hlc, updated_by
FROM relation_entries WHERE id = ?1 AND deleted_hlc IS NULL
