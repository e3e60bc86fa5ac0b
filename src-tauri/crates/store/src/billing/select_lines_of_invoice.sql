SELECT l.invoice_id, l.rank, l.child_id, l.activity_id, l.unit_id, l.child_name, l.label, l.quantity_thousandths, l.unit_price_cents,
  l.amount_cents, l.explanation, l.nature_code, l.function_code, l.service_code, l.local_product_code, l.adjustment_id,
  coalesce(l.subsidy_id, a.subsidy_id), a.carried_run_id
FROM service_lines l
LEFT JOIN adjustments a ON a.id = l.adjustment_id
WHERE l.invoice_id = ?1
ORDER BY l.rank
