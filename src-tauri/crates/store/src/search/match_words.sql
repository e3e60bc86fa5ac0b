SELECT e.subject_id FROM search_index JOIN search_entries e ON e.id = search_index.rowid WHERE search_index MATCH ?1 LIMIT ?2
