-- What each subsidy gave: for a month, and in all. A help carried over counts in the month it was for, once: not again when an invoice takes
-- it. A correction counts in the month of the invoice it corrects, taken or not.
SELECT subsidy_id, sum(CASE month WHEN ?1 THEN -amount ELSE 0 END), -sum(amount) FROM (
  SELECT l.subsidy_id, r.month, l.amount_cents AS amount
  FROM service_lines l JOIN invoices i ON i.id = l.invoice_id JOIN billing_runs r ON r.id = i.run_id
  WHERE l.subsidy_id IS NOT NULL
  UNION ALL
  SELECT a.subsidy_id, r.month, a.amount_cents
  FROM adjustments a LEFT JOIN invoices o ON o.id = a.original_invoice_id JOIN billing_runs r ON r.id = coalesce(a.carried_run_id, o.run_id)
  WHERE a.subsidy_id IS NOT NULL AND a.deleted_hlc IS NULL
)
GROUP BY subsidy_id
