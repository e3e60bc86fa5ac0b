INSERT INTO main.billing_runs (id, month, exercice, issued_on, due_on, digest, invoice_count, line_count, total_cents, first_number, last_number,
  audit_head, letterhead, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
