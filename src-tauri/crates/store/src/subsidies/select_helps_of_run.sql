-- What funders owe for a run: its own lines, those it carried over, the corrections its invoices took.
SELECT o.subsidy_id, o.amount, o.child_id, o.child_name, o.household_id, h.label, f.id, f.number, f.name FROM (
  SELECT l.subsidy_id, -l.amount_cents AS amount, l.child_id, l.child_name, i.household_id
  FROM invoices i JOIN service_lines l ON l.invoice_id = i.id
  WHERE i.run_id = ?1 AND l.subsidy_id IS NOT NULL
  UNION ALL
  SELECT a.subsidy_id, -a.amount_cents, a.child_id, coalesce(c.first_names || ' ' || c.family_name, ''), a.household_id
  FROM adjustments a LEFT JOIN children c ON c.id = a.child_id
  WHERE a.carried_run_id = ?1 AND a.subsidy_id IS NOT NULL
  UNION ALL
  SELECT a.subsidy_id, -l.amount_cents, l.child_id, l.child_name, i.household_id
  FROM invoices i JOIN service_lines l ON l.invoice_id = i.id JOIN adjustments a ON a.id = l.adjustment_id
  WHERE i.run_id = ?1 AND a.subsidy_id IS NOT NULL AND a.carried_run_id IS NULL
) o JOIN households h ON h.id = o.household_id JOIN families f ON f.id = h.family_id
