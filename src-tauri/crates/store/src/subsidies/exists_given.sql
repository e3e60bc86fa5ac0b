SELECT 1 WHERE EXISTS (SELECT 1 FROM service_lines WHERE subsidy_id = ?1)
  OR EXISTS (SELECT 1 FROM adjustments WHERE subsidy_id = ?1 AND deleted_hlc IS NULL)
