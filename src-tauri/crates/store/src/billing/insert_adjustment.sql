INSERT INTO main.adjustments (id, household_id, original_invoice_id, original_rank, child_id, activity_id, label, reason, amount_cents,
  carried_run_id, explanation, quotient_id, subsidy_id, follows_id, invoice_id, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL, ?15, ?16, ?17, NULL)
