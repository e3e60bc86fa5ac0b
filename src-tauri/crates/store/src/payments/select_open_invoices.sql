SELECT id, number, month, issued_on, due_on, total_cents, paid_cents
FROM invoice_cards
WHERE household_id = ?1 AND total_cents <> paid_cents
ORDER BY due_on, number
