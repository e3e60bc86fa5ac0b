SELECT hlc FROM audit_entries WHERE desk = ?1 ORDER BY seq DESC LIMIT 1
