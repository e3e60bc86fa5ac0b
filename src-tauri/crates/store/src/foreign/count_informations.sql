SELECT count(*) FROM informations
