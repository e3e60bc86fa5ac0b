INSERT OR REPLACE INTO search_index (rowid, kind, words) VALUES (?1, ?2, ?3)
