DELETE FROM main.search_entries
