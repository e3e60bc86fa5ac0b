SELECT a.id, a.household_id, h.family_id, f.number, f.name, h.label, a.original_invoice_id, o.number, a.original_rank, a.child_id,
  a.activity_id, a.label, a.reason, a.amount_cents, a.invoice_id, t.number, ag.display_name, a.carried_run_id IS NOT NULL
FROM adjustments a
JOIN households h ON h.id = a.household_id
JOIN families f ON f.id = h.family_id
LEFT JOIN invoices o ON o.id = a.original_invoice_id
LEFT JOIN invoices t ON t.id = a.invoice_id
LEFT JOIN agents ag ON ag.id = a.written_by
WHERE a.deleted_hlc IS NULL
ORDER BY a.written_hlc DESC, a.id
