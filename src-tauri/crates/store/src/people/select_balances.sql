-- What each household owes: invoices less payments, whatever their allocation.
SELECT household_id, sum(amount) FROM (
  SELECT household_id, total_cents AS amount FROM invoices
  UNION ALL
  SELECT household_id, -amount_cents FROM payments WHERE deleted_hlc IS NULL)
GROUP BY household_id HAVING sum(amount) <> 0
