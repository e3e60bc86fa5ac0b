SELECT object_id FROM audit_entries WHERE desk = ?1 AND operation = 'schema_reached' ORDER BY seq DESC LIMIT 1
