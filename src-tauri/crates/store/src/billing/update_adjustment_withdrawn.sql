-- What goes with a correction is withdrawn with it, and never alone.
UPDATE main.adjustments SET deleted_hlc = ?2
WHERE ((id = ?1 AND follows_id IS NULL) OR follows_id = ?1) AND invoice_id IS NULL AND carried_run_id IS NULL AND deleted_hlc IS NULL
