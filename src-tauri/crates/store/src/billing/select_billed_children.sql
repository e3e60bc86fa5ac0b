-- Bare columns beside MIN are those of the row that holds it: the first run that billed the child.
-- What was billed to a record merged since was billed to the one kept.
SELECT coalesce((SELECT m.kept_id FROM merges m WHERE m.absorbed_id = b.child_id AND m.undone_hlc IS NULL), b.child_id) AS child_id,
  MIN(written_hlc), household_id, invoice_id FROM (
  SELECT l.child_id, r.written_hlc, i.household_id, i.id AS invoice_id
  FROM billing_runs r
  JOIN invoices i ON i.run_id = r.id
  JOIN service_lines l ON l.invoice_id = i.id AND l.adjustment_id IS NULL
  WHERE r.month = ?1
  UNION ALL
  SELECT a.child_id, r.written_hlc, a.household_id, NULL
  FROM billing_runs r
  JOIN adjustments a ON a.carried_run_id = r.id
  WHERE r.month = ?1
) b
WHERE b.child_id IS NOT NULL
GROUP BY 1
