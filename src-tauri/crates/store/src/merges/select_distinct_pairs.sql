SELECT one_id, other_id FROM distinct_pairs WHERE deleted_hlc IS NULL
