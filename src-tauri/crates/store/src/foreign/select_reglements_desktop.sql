SELECT IDcompte_payeur, montant FROM reglements
