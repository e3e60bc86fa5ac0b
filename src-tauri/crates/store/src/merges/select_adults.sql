SELECT g.id, h.id, h.family_id, g.birth_name, g.usage_name, g.first_names, substr(g.birth_date, 1, g.birth_length), g.email
FROM guardians g JOIN households h ON h.id = g.household_id
WHERE g.deleted_hlc IS NULL AND h.deleted_hlc IS NULL ORDER BY g.id
