SELECT 'titre ' || titre.number || ', facture ' || invoice.number, invoice.total_cents, titre.amount_cents + titre.settled_cents
FROM titres titre JOIN invoices invoice ON invoice.id = titre.invoice_id
WHERE titre.amount_cents + titre.settled_cents <> invoice.total_cents OR titre.settled_cents < 0
