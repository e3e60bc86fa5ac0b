INSERT INTO main.gapless_sequences (name, first_value, next_value) VALUES (?1, 1, 1 + ?2)
ON CONFLICT (name) DO UPDATE SET next_value = next_value + ?2
RETURNING next_value - ?2
