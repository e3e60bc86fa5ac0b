SELECT month, first_seq, last_seq, root, closed_by, signed_text, signature, detail_removed
FROM audit_checkpoints WHERE desk = ?1 ORDER BY first_seq
