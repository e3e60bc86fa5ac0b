-- The last month billed for a child, from a month on; what was billed to a record merged since was billed to the one kept.
WITH known AS (SELECT ?1 AS id UNION SELECT absorbed_id FROM merges WHERE kept_id = ?1 AND undone_hlc IS NULL)
SELECT max(month) FROM (
  SELECT r.month
  FROM billing_runs r
  JOIN invoices i ON i.run_id = r.id
  JOIN service_lines l ON l.invoice_id = i.id AND l.adjustment_id IS NULL
  WHERE r.month >= ?2 AND l.child_id IN (SELECT id FROM known)
  UNION ALL
  SELECT r.month
  FROM billing_runs r
  JOIN adjustments a ON a.carried_run_id = r.id
  WHERE r.month >= ?2 AND a.child_id IN (SELECT id FROM known)
)
