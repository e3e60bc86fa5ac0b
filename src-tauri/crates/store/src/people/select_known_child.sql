SELECT c.id, c.family_name, c.first_names, substr(c.birth_date, 1, c.birth_length), h.family_id, f.number, f.name
FROM children c JOIN custodies u ON u.child_id = c.id JOIN households h ON h.id = u.household_id JOIN families f ON f.id = h.family_id
WHERE c.id = ?1 AND c.deleted_hlc IS NULL AND u.deleted_hlc IS NULL AND h.deleted_hlc IS NULL AND f.deleted_hlc IS NULL
GROUP BY c.id, h.family_id
