SELECT id, month, exercice, issued_on, due_on, digest, invoice_count, line_count, total_cents, first_number, last_number, audit_head,
  agent_name, paid_cents, bordereau_id, bordereau_number, letterhead
FROM run_cards
WHERE id = ?1
