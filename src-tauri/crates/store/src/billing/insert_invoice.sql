-- OR FAIL: a statement that fails condemns its transaction here (`capture`), so that the engine need not keep, row after row, the pages it
-- would undo the statement with. That copy was two thirds of what the journal cost a month.
INSERT OR FAIL INTO main.invoices (id, run_id, number, family_id, household_id, debtor_reference, debtor_civility, debtor_name, debtor_first_name,
  debtor_birth_date, address_complement, address_place, address_street, address_locality, postal_code, city, country_code, is_resident,
  quotient_id, issued_on, due_on, total_cents)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
