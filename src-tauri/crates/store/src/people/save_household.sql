-- The allocataire and the bracket are written apart: they follow the quotient's rights, not the address's.
INSERT INTO main.households (id, family_id, label, address_complement, address_place, address_street, address_locality, postal_code, city,
  country_code, insee, is_resident, debtor_id, regime, address_since, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
ON CONFLICT (id) DO UPDATE SET label = excluded.label, address_complement = excluded.address_complement,
  address_place = excluded.address_place, address_street = excluded.address_street, address_locality = excluded.address_locality,
  postal_code = excluded.postal_code, city = excluded.city, country_code = excluded.country_code, insee = excluded.insee,
  is_resident = excluded.is_resident, debtor_id = excluded.debtor_id, regime = excluded.regime, address_since = excluded.address_since,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
