UPDATE main.audit_entries SET sealed_detail = NULL WHERE desk = ?1 AND seq BETWEEN ?2 AND ?3 AND sealed_detail IS NOT NULL
