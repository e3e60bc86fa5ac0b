SELECT count(*) FROM ventilation
