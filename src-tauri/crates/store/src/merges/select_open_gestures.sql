-- The gestures that stand and whose former values are still kept, with the file that shows each and when it was made.
SELECT DISTINCT m.act_id, m.family_id, m.written_hlc FROM merges m
WHERE m.undone_hlc IS NULL AND EXISTS (SELECT 1 FROM merge_rows r WHERE r.act_id = m.act_id)
ORDER BY m.written_hlc, m.act_id
