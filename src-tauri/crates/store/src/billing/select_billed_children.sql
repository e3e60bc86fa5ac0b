SELECT DISTINCT i.household_id, l.child_id
FROM billing_runs r
JOIN invoices i ON i.run_id = r.id
JOIN service_lines l ON l.invoice_id = i.id AND l.adjustment_id IS NULL AND l.child_id IS NOT NULL
WHERE r.month = ?1
