UPDATE main.households SET bracket_label = ?2, quotient_month = ?3, quotient_until = ?4 WHERE id = ?1
