INSERT INTO main.suspended_returns (id, import_batch_id, line, operation_on, amount_cents, method, statement, reason, state, remaining_cents,
  fingerprint, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL)
