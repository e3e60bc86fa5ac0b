SELECT n.invoice_id, i.number, n.said_on, n.state, n.remaining_cents, n.statement,
  i.total_cents - (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a JOIN payments p ON p.id = a.payment_id
    WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL AND p.received_on <= n.said_on)
FROM treasury_news n JOIN invoices i ON i.id = n.invoice_id
WHERE n.invoice_id = ?1 AND n.deleted_hlc IS NULL
ORDER BY n.said_on DESC, n.written_hlc DESC, n.id DESC
