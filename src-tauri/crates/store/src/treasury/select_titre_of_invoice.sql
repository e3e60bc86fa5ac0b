SELECT b.exercice, b.number, t.number FROM titres t JOIN bordereaux b ON b.id = t.bordereau_id WHERE t.invoice_id = ?1
