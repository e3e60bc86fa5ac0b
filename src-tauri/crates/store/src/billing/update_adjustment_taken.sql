UPDATE main.adjustments SET invoice_id = ?2 WHERE id = ?1 AND invoice_id IS NULL AND deleted_hlc IS NULL
