SELECT count(*) FROM problemes_sante
