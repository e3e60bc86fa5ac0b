INSERT INTO main.household_addresses (id, household_id, kind, address_complement, address_place, address_street, address_locality, postal_code, city, country_code, insee,
  valid_from, valid_to, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, address_complement = excluded.address_complement,
  address_place = excluded.address_place, address_street = excluded.address_street, address_locality = excluded.address_locality,
  postal_code = excluded.postal_code, city = excluded.city, country_code = excluded.country_code, insee = excluded.insee,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
