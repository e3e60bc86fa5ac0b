UPDATE main.health_records SET sealed = ?2 WHERE child_id = ?1
