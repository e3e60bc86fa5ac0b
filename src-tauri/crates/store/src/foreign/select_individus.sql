SELECT * FROM individus
