SELECT famille_id, montant FROM reglements
