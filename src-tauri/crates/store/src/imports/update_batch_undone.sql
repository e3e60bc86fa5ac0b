UPDATE main.import_batches SET undone_hlc = ?2 WHERE id = ?1 AND undone_hlc IS NULL
