UPDATE main.payments SET deleted_hlc = ?2
WHERE deleted_hlc IS NULL AND (import_batch_id = ?1 OR cancels_payment_id IN (SELECT id FROM payments WHERE import_batch_id = ?1))
