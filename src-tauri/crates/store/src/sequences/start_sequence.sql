INSERT INTO main.gapless_sequences (name, first_value, next_value) VALUES (?1, ?2, ?2)
ON CONFLICT (name) DO UPDATE SET first_value = ?2, next_value = ?2 WHERE next_value = first_value
