INSERT INTO main.treasury_news (id, import_batch_id, invoice_id, said_on, state, remaining_cents, statement, fingerprint,
  written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL)
