SELECT * FROM liens
