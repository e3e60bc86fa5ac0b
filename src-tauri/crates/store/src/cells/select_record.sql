SELECT child_id, sealed FROM health_records WHERE child_id = ?1
