SELECT i.id, i.number, i.household_id, h.family_id, f.name, h.label, i.debtor_reference, i.debtor_name, i.total_cents,
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL),
  b.exercice, b.number, t.number
FROM invoices i
JOIN households h ON h.id = i.household_id
JOIN families f ON f.id = h.family_id
LEFT JOIN titres t ON t.invoice_id = i.id
LEFT JOIN bordereaux b ON b.id = t.bordereau_id
ORDER BY i.number
