SELECT coalesce(max(id), 0) FROM search_entries
