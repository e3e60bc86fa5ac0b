-- The last month for which a subsidy gave something that stands: what was given and taken back whole is no more given.
SELECT max(month) FROM (
  SELECT month FROM (
    SELECT r.month, l.amount_cents AS amount
    FROM service_lines l JOIN invoices i ON i.id = l.invoice_id JOIN billing_runs r ON r.id = i.run_id
    WHERE l.subsidy_id = ?1
    UNION ALL
    SELECT r.month, a.amount_cents
    FROM adjustments a LEFT JOIN invoices o ON o.id = a.original_invoice_id JOIN billing_runs r ON r.id = coalesce(a.carried_run_id, o.run_id)
    WHERE a.subsidy_id = ?1 AND a.deleted_hlc IS NULL
  )
  GROUP BY month HAVING sum(amount) <> 0
)
