SELECT DISTINCT desk FROM audit_entries ORDER BY desk
