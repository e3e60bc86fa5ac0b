UPDATE main.incomes SET sealed = ?2 WHERE id = ?1
