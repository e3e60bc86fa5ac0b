-- ?1 is a page of families, as a list of hexadecimal identifiers.
SELECT h.id,
  coalesce((SELECT sum(i.total_cents) FROM invoices i WHERE i.household_id = h.id), 0)
  - coalesce((SELECT sum(p.amount_cents) FROM payments p WHERE p.household_id = h.id AND p.deleted_hlc IS NULL), 0)
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
WHERE h.deleted_hlc IS NULL
