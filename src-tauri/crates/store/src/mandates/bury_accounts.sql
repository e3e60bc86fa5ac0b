UPDATE main.mandate_accounts SET deleted_hlc = ?2 WHERE mandate_id = ?1
