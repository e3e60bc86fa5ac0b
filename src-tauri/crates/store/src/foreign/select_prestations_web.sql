SELECT famille_id, montant FROM prestations
