SELECT count(*) FROM inscriptions
