SELECT month, first_number, last_number FROM billing_runs WHERE month BETWEEN ?1 AND ?2 ORDER BY month
