SELECT child_id, updated_hlc FROM attendance WHERE day BETWEEN ?1 AND ?2 AND updated_hlc > ?3
