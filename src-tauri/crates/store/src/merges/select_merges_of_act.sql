SELECT id, act_id, kind, kept_id, absorbed_id, family_id, undone_hlc, written_hlc FROM merges WHERE act_id = ?1 ORDER BY id
