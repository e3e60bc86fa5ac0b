SELECT DISTINCT k.id, h.family_id, k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length)
FROM children k JOIN custodies c ON c.child_id = k.id JOIN households h ON h.id = c.household_id
WHERE k.deleted_hlc IS NULL AND c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL ORDER BY k.id, h.family_id
