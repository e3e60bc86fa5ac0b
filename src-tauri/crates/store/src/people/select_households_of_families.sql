-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT h.id, h.family_id, h.label, h.address_complement, h.address_place, h.address_street, h.address_locality, h.postal_code, h.city,
  h.country_code, h.insee, h.is_resident, h.debtor_id, h.regime, h.bracket_label, h.quotient_month, h.quotient_until, h.address_since, h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
WHERE h.deleted_hlc IS NULL ORDER BY h.label, h.id
