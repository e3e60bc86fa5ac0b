UPDATE main.health_instructions SET sealed = ?2 WHERE child_id = ?1
