SELECT h.id, h.family_id, f.number, f.name, h.label, h.is_resident,
  h.address_complement, h.address_place, h.address_street, h.address_locality, h.postal_code, h.city, h.country_code,
  g.id, g.civility, CASE g.usage_name WHEN '' THEN g.birth_name ELSE g.usage_name END, g.first_names, iif(g.birth_length = 10, g.birth_date, NULL)
FROM households h
JOIN families f ON f.id = h.family_id AND f.deleted_hlc IS NULL
LEFT JOIN guardians g ON g.id = h.debtor_id AND g.deleted_hlc IS NULL
WHERE h.deleted_hlc IS NULL
ORDER BY h.id
