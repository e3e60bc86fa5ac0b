SELECT id, run_id, month, number, family_id, family_number, family_name, household_id, household_label, debtor_reference, debtor_civility,
  debtor_name, debtor_first_name, debtor_birth_date, address_complement, address_place, address_street, address_locality, postal_code, city,
  country_code, is_resident, quotient_id, issued_on, due_on, total_cents, paid_cents, line_count
FROM invoice_cards
WHERE run_id = ?1
ORDER BY number
