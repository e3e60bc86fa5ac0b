SELECT next_value > first_value FROM gapless_sequences WHERE name = ?1
