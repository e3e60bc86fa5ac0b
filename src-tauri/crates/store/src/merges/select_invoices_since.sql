SELECT i.id FROM invoices i JOIN billing_runs r ON r.id = i.run_id
WHERE r.written_hlc > ?2 AND (i.household_id = ?1 OR i.family_id = ?1
  OR EXISTS (SELECT 1 FROM service_lines l WHERE l.invoice_id = i.id AND l.child_id = ?1))
