SELECT DISTINCT a.invoice_id FROM payments p JOIN allocations a ON a.payment_id = p.id WHERE p.import_batch_id = ?1
