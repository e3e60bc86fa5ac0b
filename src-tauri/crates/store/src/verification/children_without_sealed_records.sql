SELECT 'dossiers santé des enfants', count(*), count(*) - sum(record.child_id IS NULL OR instruction.child_id IS NULL)
FROM children child
LEFT JOIN health_records record ON record.child_id = child.id
LEFT JOIN health_instructions instruction ON instruction.child_id = child.id
WHERE child.deleted_hlc IS NULL
HAVING sum(record.child_id IS NULL OR instruction.child_id IS NULL) > 0
