SELECT i.household_id, SUM(i.total_cents)
FROM billing_runs r JOIN invoices i ON i.run_id = r.id
WHERE r.month = ?1
GROUP BY i.household_id
