SELECT kept_id FROM merges WHERE absorbed_id = ?1 AND undone_hlc IS NULL
