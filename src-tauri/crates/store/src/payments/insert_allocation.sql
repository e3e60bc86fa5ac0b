INSERT INTO allocations (payment_id, invoice_id, amount_cents, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)
