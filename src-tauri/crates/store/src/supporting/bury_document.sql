UPDATE main.supporting_documents SET deleted_hlc = ?2 WHERE id = ?1 AND deleted_hlc IS NULL
