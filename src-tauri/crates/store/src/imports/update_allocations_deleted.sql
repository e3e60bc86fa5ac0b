UPDATE main.allocations SET deleted_hlc = ?2
WHERE deleted_hlc IS NULL AND payment_id IN (
  SELECT id FROM payments
  WHERE import_batch_id = ?1 OR cancels_payment_id IN (SELECT id FROM payments WHERE import_batch_id = ?1)
)
