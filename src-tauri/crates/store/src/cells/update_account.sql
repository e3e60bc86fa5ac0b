UPDATE main.mandate_accounts SET sealed = ?2 WHERE id = ?1
