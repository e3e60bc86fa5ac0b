SELECT guardian_id, call_rank, number, kind FROM phones WHERE guardian_id = ?1 AND deleted_hlc IS NULL ORDER BY call_rank
