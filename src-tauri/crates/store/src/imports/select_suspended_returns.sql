SELECT s.id, s.import_batch_id, s.line, s.operation_on, s.amount_cents, s.method, s.statement, s.reason, s.fingerprint, b.file_name,
  s.state, s.remaining_cents
FROM suspended_returns s JOIN import_batches b ON b.id = s.import_batch_id
WHERE s.deleted_hlc IS NULL
ORDER BY s.operation_on DESC, s.line
