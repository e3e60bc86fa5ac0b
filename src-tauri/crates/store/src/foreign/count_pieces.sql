SELECT count(*) FROM pieces
