SELECT h.id,
  coalesce((SELECT sum(i.total_cents) FROM invoices i WHERE i.household_id = h.id), 0)
  - coalesce((SELECT sum(p.amount_cents) FROM payments p WHERE p.household_id = h.id AND p.deleted_hlc IS NULL), 0)
FROM households h WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL
