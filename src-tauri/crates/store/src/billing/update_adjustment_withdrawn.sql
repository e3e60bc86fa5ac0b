UPDATE main.adjustments SET deleted_hlc = ?2
WHERE id = ?1 AND invoice_id IS NULL AND carried_run_id IS NULL AND deleted_hlc IS NULL
