SELECT hash FROM audit_entries WHERE desk = ?1 AND seq = ?2
