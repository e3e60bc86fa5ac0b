DELETE FROM main.search_index WHERE rowid = (SELECT id FROM search_entries WHERE subject_id = ?1)
