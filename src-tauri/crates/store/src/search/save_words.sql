INSERT OR REPLACE INTO main.search_index (rowid, kind, words) VALUES (?1, ?2, ?3)
