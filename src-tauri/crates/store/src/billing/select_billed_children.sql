SELECT child_id, MIN(written_hlc) FROM (
  SELECT l.child_id, r.written_hlc
  FROM billing_runs r
  JOIN invoices i ON i.run_id = r.id
  JOIN service_lines l ON l.invoice_id = i.id AND l.adjustment_id IS NULL
  WHERE r.month = ?1
  UNION ALL
  SELECT a.child_id, r.written_hlc
  FROM billing_runs r
  JOIN adjustments a ON a.carried_run_id = r.id
  WHERE r.month = ?1
)
WHERE child_id IS NOT NULL
GROUP BY child_id
