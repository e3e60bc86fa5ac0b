SELECT i.number, r.month, i.total_cents, f.id, f.name
FROM invoices i JOIN billing_runs r ON r.id = i.run_id JOIN households h ON h.id = i.household_id JOIN families f ON f.id = h.family_id WHERE i.id = ?1
