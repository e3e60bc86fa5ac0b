UPDATE main.audit_checkpoints SET detail_removed = 1 WHERE desk = ?1 AND first_seq >= ?2 AND last_seq <= ?3
