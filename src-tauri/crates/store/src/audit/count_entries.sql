SELECT count(*) FROM audit_entries
WHERE (?1 IS NULL OR agent_id = ?1) AND (?2 IS NULL OR object_id = ?2) AND (?3 IS NULL OR operation = ?3)
  AND (?4 IS NULL OR at_ms >= ?4) AND (?5 IS NULL OR at_ms < ?5)
