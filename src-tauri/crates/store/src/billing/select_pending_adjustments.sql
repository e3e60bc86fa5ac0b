SELECT a.id, a.household_id, a.original_invoice_id, o.number, a.original_rank, a.child_id, a.activity_id, a.label, a.reason, a.amount_cents,
  COALESCE(c.first_names || ' ' || c.family_name, ''), a.explanation, a.quotient_id, a.subsidy_id
FROM adjustments a
LEFT JOIN invoices o ON o.id = a.original_invoice_id
LEFT JOIN children c ON c.id = a.child_id
WHERE a.invoice_id IS NULL AND a.deleted_hlc IS NULL
ORDER BY a.household_id, a.id
