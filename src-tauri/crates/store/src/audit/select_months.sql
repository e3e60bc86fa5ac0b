SELECT seq, strftime('%Y-%m', at_ms / 1000, 'unixepoch') FROM audit_entries WHERE desk = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3
