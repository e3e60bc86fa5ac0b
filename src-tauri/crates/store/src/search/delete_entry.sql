DELETE FROM search_entries WHERE subject_id = ?1
