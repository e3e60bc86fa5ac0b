SELECT * FROM ecoles
