SELECT g.birth_name, g.usage_name, g.first_names, f.id, f.name,
  (SELECT group_concat(p.number, ' ') FROM phones p WHERE p.guardian_id = g.id AND p.deleted_hlc IS NULL), substr(g.birth_date, 1, g.birth_length), g.email
FROM guardians g JOIN households h ON h.id = g.household_id JOIN families f ON f.id = h.family_id
WHERE g.id = ?1 AND g.deleted_hlc IS NULL
