DELETE FROM main.search_entries WHERE subject_id = ?1
