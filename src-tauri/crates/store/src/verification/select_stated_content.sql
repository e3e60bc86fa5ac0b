SELECT after_digest FROM audit_entries WHERE desk = ?1 AND after_digest IS NOT NULL ORDER BY seq DESC LIMIT 1
