SELECT g.id, g.household_id, g.rank, g.civility, g.birth_name, g.usage_name, g.first_names, substr(g.birth_date, 1, g.birth_length), g.birth_place, g.link, g.email, g.birth_code, g.sending
FROM households h JOIN guardians g ON g.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL ORDER BY h.label, g.rank, g.id
