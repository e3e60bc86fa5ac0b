SELECT n.invoice_id, i.number, n.said_on, n.state, n.remaining_cents, n.statement,
  i.total_cents - (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a JOIN payments p ON p.id = a.payment_id
    WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL AND p.received_on <= n.said_on)
FROM treasury_news n JOIN invoices i ON i.id = n.invoice_id
WHERE i.household_id = ?1 AND n.deleted_hlc IS NULL
  -- The latest word on each invoice.
  AND NOT EXISTS (SELECT 1 FROM treasury_news later WHERE later.invoice_id = n.invoice_id AND later.deleted_hlc IS NULL
    AND (later.said_on, later.written_hlc, later.id) > (n.said_on, n.written_hlc, n.id))
ORDER BY i.number DESC
