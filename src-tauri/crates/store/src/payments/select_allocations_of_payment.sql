SELECT a.invoice_id, i.number, a.amount_cents
FROM allocations a JOIN invoices i ON i.id = a.invoice_id
WHERE a.payment_id = ?1 AND a.deleted_hlc IS NULL
ORDER BY i.number
