-- The latest gestures that stand, each with the file that shows what was kept and the first thing merged.
SELECT m.act_id, m.kind, m.kept_id, m.absorbed_id, m.family_id, f.number, f.name, m.written_hlc, coalesce(a.display_name, ''),
  (SELECT count(*) FROM merges o WHERE o.act_id = m.act_id), EXISTS (SELECT 1 FROM merge_rows r WHERE r.act_id = m.act_id)
FROM merges m JOIN families f ON f.id = m.family_id LEFT JOIN agents a ON a.id = m.written_by
WHERE m.undone_hlc IS NULL AND m.id = (SELECT min(o.id) FROM merges o WHERE o.act_id = m.act_id)
ORDER BY m.written_hlc DESC LIMIT ?1
