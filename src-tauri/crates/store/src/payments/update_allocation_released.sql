UPDATE main.allocations SET
  -- A part taken off whole is a tombstone, never a zero.
  deleted_hlc = CASE WHEN amount_cents = ?3 THEN ?4 END,
  amount_cents = CASE WHEN amount_cents = ?3 THEN amount_cents ELSE amount_cents - ?3 END,
  written_hlc = ?4, written_desk = ?5, written_by = ?6
WHERE payment_id = ?1 AND invoice_id = ?2 AND deleted_hlc IS NULL
