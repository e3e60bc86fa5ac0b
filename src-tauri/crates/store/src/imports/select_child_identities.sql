SELECT c.family_name, c.first_names, c.birth_date, f.number, f.name
FROM children c JOIN custodies u ON u.child_id = c.id AND u.deleted_hlc IS NULL
  JOIN households h ON h.id = u.household_id AND h.deleted_hlc IS NULL JOIN families f ON f.id = h.family_id AND f.deleted_hlc IS NULL
WHERE c.deleted_hlc IS NULL
GROUP BY c.id, f.id
