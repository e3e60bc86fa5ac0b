-- The months for which a household was sent an invoice.
SELECT DISTINCT r.month
FROM billing_runs r
JOIN invoices i ON i.run_id = r.id
WHERE i.household_id = ?1
ORDER BY 1
