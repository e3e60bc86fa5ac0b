SELECT g.household_id, g.birth_name, g.usage_name, g.first_names, g.birth_date
FROM guardians g JOIN households h ON h.id = g.household_id AND h.deleted_hlc IS NULL
WHERE g.deleted_hlc IS NULL AND g.birth_date IS NOT NULL
