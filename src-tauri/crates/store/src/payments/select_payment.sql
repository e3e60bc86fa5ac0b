SELECT id, household_id, household_label, family_id, family_number, family_name, received_on, amount_cents, method, reference, source,
  receipt_number, cancels_payment_id, cancelled_by, import_batch_id, agent_name, allocated_cents
FROM payment_cards
WHERE id = ?1
ORDER BY received_on DESC, written_hlc DESC
