SELECT IDfamille, IDcompte_payeur, montant FROM prestations
