UPDATE households SET bracket_label = ?2, quotient_month = ?3 WHERE id = ?1
