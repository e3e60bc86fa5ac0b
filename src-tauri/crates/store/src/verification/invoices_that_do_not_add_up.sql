SELECT 'facture ' || invoice.number, invoice.total_cents, coalesce(sum(line.amount_cents), 0)
FROM invoices invoice LEFT JOIN service_lines line ON line.invoice_id = invoice.id
GROUP BY invoice.id
HAVING invoice.total_cents <> coalesce(sum(line.amount_cents), 0)
