SELECT * FROM comptes_payeurs
