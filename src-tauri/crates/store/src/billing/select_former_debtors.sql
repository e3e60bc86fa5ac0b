SELECT d.household_id, d.ends_on,
  g.id, g.civility, CASE g.usage_name WHEN '' THEN g.birth_name ELSE g.usage_name END, g.first_names, iif(g.birth_length = 10, g.birth_date, NULL)
FROM household_debtors d
JOIN guardians g ON g.id = d.guardian_id AND g.deleted_hlc IS NULL
WHERE d.deleted_hlc IS NULL
