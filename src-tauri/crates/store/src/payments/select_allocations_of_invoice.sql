SELECT p.id, p.received_on, p.method, p.reference, p.receipt_number, p.cancels_payment_id, a.amount_cents
FROM allocations a JOIN payments p ON p.id = a.payment_id
WHERE a.invoice_id = ?1 AND a.deleted_hlc IS NULL AND p.deleted_hlc IS NULL
ORDER BY p.received_on, p.written_hlc
