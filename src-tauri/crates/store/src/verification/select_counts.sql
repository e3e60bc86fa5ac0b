SELECT
  (SELECT count(*) FROM families WHERE deleted_hlc IS NULL),
  (SELECT count(*) FROM children WHERE deleted_hlc IS NULL),
  (SELECT count(*) FROM attendance),
  (SELECT count(*) FROM invoices),
  (SELECT count(*) FROM payments),
  (SELECT count(*) FROM audit_entries)
