-- The months billed for a child; what was billed to a record merged since was billed to the one kept.
WITH known AS (SELECT ?1 AS id UNION SELECT absorbed_id FROM merges WHERE kept_id = ?1 AND undone_hlc IS NULL)
SELECT r.month
FROM billing_runs r
JOIN invoices i ON i.run_id = r.id
JOIN service_lines l ON l.invoice_id = i.id AND l.adjustment_id IS NULL
WHERE l.child_id IN (SELECT id FROM known)
UNION
SELECT r.month
FROM billing_runs r
JOIN adjustments a ON a.carried_run_id = r.id
WHERE a.child_id IN (SELECT id FROM known)
ORDER BY 1
