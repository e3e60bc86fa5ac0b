UPDATE main.quotients SET sealed = ?2 WHERE id = ?1
