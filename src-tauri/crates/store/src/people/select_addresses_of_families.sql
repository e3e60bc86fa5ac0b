-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT a.id, a.household_id, a.kind, a.address_complement, a.address_place, a.address_street, a.address_locality, a.postal_code, a.city,
  a.country_code, a.insee, a.valid_from, a.valid_to, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN household_addresses a ON a.household_id = h.id
WHERE h.deleted_hlc IS NULL AND a.deleted_hlc IS NULL ORDER BY a.kind DESC, a.valid_to IS NULL DESC, a.valid_to DESC, a.valid_from DESC, a.id
