UPDATE main.incomes SET deleted_hlc = ?2 WHERE id = ?1
