SELECT * FROM quotients
