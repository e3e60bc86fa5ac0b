SELECT child_id, habit, value, written_hlc, written_by FROM child_habits
WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY written_hlc, id
