SELECT e.id, e.family_id, e.kind, e.happened_on, e.text, e.due_on, e.done_on, f.name
FROM relation_entries e JOIN families f ON f.id = e.family_id
WHERE e.due_on <= ?1 AND e.done_on IS NULL AND e.deleted_hlc IS NULL AND f.deleted_hlc IS NULL ORDER BY e.due_on, f.name, e.id
