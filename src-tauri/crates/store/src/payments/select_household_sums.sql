SELECT
  (SELECT COALESCE(SUM(total_cents), 0) FROM invoices WHERE household_id = ?1),
  (SELECT COALESCE(SUM(amount_cents), 0) FROM payments WHERE household_id = ?1 AND deleted_hlc IS NULL)
