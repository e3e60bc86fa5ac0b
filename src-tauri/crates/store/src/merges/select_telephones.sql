SELECT guardian_id, number FROM phones WHERE deleted_hlc IS NULL
