UPDATE main.subsidies SET deleted_hlc = ?2 WHERE subsidy_id = ?1 AND deleted_hlc IS NULL
