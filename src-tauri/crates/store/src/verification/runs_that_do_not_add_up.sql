SELECT 'campagne ' || run.month, run.total_cents, coalesce(sum(invoice.total_cents), 0)
FROM billing_runs run LEFT JOIN invoices invoice ON invoice.run_id = run.id
GROUP BY run.id
HAVING run.total_cents <> coalesce(sum(invoice.total_cents), 0) OR run.invoice_count <> count(invoice.id)
