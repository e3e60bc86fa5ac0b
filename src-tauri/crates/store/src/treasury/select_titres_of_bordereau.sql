SELECT number, invoice_id, amount_cents, settled_cents FROM titres WHERE bordereau_id = ?1 ORDER BY number
