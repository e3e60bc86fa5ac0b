SELECT desk, seq, at_ms, hlc, agent_id, operation, object_kind, object_id, before_digest, after_digest, sealed_detail, detail_digest, previous, hash, signature
FROM audit_entries WHERE desk = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq
