SELECT EXISTS (SELECT 1 FROM supporting_documents WHERE kind_id = ?1 AND deleted_hlc IS NULL)
