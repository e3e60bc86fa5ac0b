INSERT INTO main.audit_entries (desk, seq, at_ms, hlc, agent_id, operation, object_kind, object_id, before_digest, after_digest, sealed_detail, detail_digest, previous, hash, signature)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
