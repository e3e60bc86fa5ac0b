SELECT g.id, g.birth_name, g.usage_name, g.first_names, substr(g.birth_date, 1, g.birth_length), h.family_id, f.number, f.name
FROM guardians g JOIN households h ON h.id = g.household_id JOIN families f ON f.id = h.family_id
WHERE g.id = ?1 AND g.deleted_hlc IS NULL AND h.deleted_hlc IS NULL AND f.deleted_hlc IS NULL
