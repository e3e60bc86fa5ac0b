UPDATE main.external_ids SET deleted_hlc = ?2 WHERE import_batch_id = ?1 AND deleted_hlc IS NULL
