-- The latest gesture that stands, made after one, in its file or on what it put together.
SELECT o.act_id, o.written_hlc, coalesce(a.display_name, '')
FROM merges m JOIN merges o ON o.act_id <> m.act_id AND o.written_hlc > m.written_hlc AND o.undone_hlc IS NULL
  AND (o.family_id = m.family_id OR m.kept_id IN (o.kept_id, o.absorbed_id) OR m.absorbed_id IN (o.kept_id, o.absorbed_id))
LEFT JOIN agents a ON a.id = o.written_by
WHERE m.act_id = ?1 ORDER BY o.written_hlc DESC LIMIT 1
