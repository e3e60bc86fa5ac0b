INSERT INTO main.audit_checkpoints (desk, first_seq, last_seq, month, root, signed_text, signature, detail_removed, closed_hlc, closed_desk, closed_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, ?10)
