INSERT INTO main.baseline_scratch (id, bytes) VALUES (?1, ?2)
