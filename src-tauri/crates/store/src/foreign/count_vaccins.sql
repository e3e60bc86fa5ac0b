SELECT count(*) FROM vaccins
