SELECT DISTINCT operation FROM audit_entries ORDER BY operation
