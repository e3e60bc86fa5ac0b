SELECT hash FROM audit_entries WHERE desk = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq
