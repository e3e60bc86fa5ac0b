SELECT g.id, g.household_id, g.birth_name, g.usage_name, g.first_names,
  (SELECT p.number FROM phones p WHERE p.guardian_id = g.id AND p.deleted_hlc IS NULL ORDER BY p.call_rank LIMIT 1)
FROM guardians g WHERE g.deleted_hlc IS NULL
