SELECT desk, seq, at_ms, hlc, agent_id, operation, object_kind, object_id, before_digest, after_digest, sealed_detail, detail_digest, previous, hash, signature
FROM audit_entries
WHERE (?1 IS NULL OR agent_id = ?1) AND (?2 IS NULL OR object_id = ?2) AND (?3 IS NULL OR operation = ?3)
  AND (?4 IS NULL OR at_ms >= ?4) AND (?5 IS NULL OR at_ms < ?5)
ORDER BY seq DESC LIMIT ?6 OFFSET ?7
