SELECT number, invoice_id, amount_cents FROM titres WHERE bordereau_id = ?1 ORDER BY number
