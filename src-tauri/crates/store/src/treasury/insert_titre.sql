INSERT INTO main.titres (bordereau_id, number, invoice_id, amount_cents, settled_cents) VALUES (?1, ?2, ?3, ?4, ?5)
