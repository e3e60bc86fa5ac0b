SELECT next_value FROM gapless_sequences WHERE name = ?1
