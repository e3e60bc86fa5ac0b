-- ?1 is a page of families, as a list of hexadecimal identifiers.
SELECT g.id, g.household_id, g.birth_name, g.usage_name, g.first_names,
  (SELECT p.number FROM phones p WHERE p.guardian_id = g.id AND p.deleted_hlc IS NULL ORDER BY p.call_rank LIMIT 1)
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value) CROSS JOIN guardians g ON g.household_id = h.id
WHERE g.deleted_hlc IS NULL
