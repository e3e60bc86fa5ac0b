UPDATE main.subsidies SET sealed = ?2 WHERE id = ?1
