SELECT * FROM caisses
