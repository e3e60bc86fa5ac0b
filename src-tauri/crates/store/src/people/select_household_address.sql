SELECT id, household_id, kind, address_complement, address_place, address_street, address_locality, postal_code, city, country_code, insee, valid_from, valid_to FROM household_addresses WHERE id = ?1
