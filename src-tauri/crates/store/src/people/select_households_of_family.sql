SELECT id, family_id, label, address_complement, address_place, address_street, address_locality, postal_code, city, country_code,
  insee, is_resident, debtor_id, regime, bracket_label, quotient_month, quotient_until, address_since
FROM households WHERE family_id = ?1 AND deleted_hlc IS NULL ORDER BY label, id
