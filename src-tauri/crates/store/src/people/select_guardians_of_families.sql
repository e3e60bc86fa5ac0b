-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT g.id, g.household_id, g.rank, g.civility, g.birth_name, g.usage_name, g.first_names, substr(g.birth_date, 1, g.birth_length), g.birth_place, g.link, g.email, g.birth_code, g.sending,
  h.family_id
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
  CROSS JOIN guardians g ON g.household_id = h.id
WHERE h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL ORDER BY h.label, g.rank, g.id
