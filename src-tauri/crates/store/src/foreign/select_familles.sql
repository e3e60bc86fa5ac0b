SELECT * FROM familles
