SELECT id, circuit_id, rank, name, morning_minute, evening_minute FROM transport_stops WHERE deleted_hlc IS NULL ORDER BY circuit_id, rank
