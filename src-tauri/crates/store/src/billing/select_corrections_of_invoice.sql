SELECT original_rank, sum(amount_cents) FROM adjustments
WHERE household_id = ?1 AND original_invoice_id = ?2 AND deleted_hlc IS NULL
GROUP BY original_rank
