INSERT INTO main.bordereaux (id, run_id, exercice, number, issued_on, total_cents, audit_head, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
