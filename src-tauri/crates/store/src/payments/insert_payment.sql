INSERT INTO main.payments (id, household_id, received_on, amount_cents, method, reference, source, receipt_number, cancels_payment_id,
  import_batch_id, import_fingerprint, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL)
