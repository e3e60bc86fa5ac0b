SELECT child_id, sealed FROM health_instructions WHERE child_id = ?1
