INSERT INTO main.allocations (payment_id, invoice_id, amount_cents, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)
-- A payment that already settles a part of the invoice settles more of it.
ON CONFLICT (payment_id, invoice_id) DO UPDATE SET
  amount_cents = excluded.amount_cents + CASE WHEN deleted_hlc IS NULL THEN amount_cents ELSE 0 END,
  written_hlc = excluded.written_hlc, written_desk = excluded.written_desk, written_by = excluded.written_by, deleted_hlc = NULL
