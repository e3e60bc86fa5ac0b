SELECT * FROM scolarite
