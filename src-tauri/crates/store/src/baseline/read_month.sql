SELECT day, unit_id, child_id, state, minutes FROM attendance WHERE day BETWEEN ?1 AND ?2
