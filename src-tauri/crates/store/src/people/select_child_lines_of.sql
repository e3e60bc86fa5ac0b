-- ?1 is the day: custody and class are those of that day; ?2 a page of families, as a list of hexadecimal identifiers.
SELECT h.family_id, k.id, k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length), k.health_light, k.health_due_on, s.name, cl.name, s.id, cl.id
FROM json_each(?2) w CROSS JOIN households h ON h.family_id = unhex(w.value) CROSS JOIN custodies c ON c.household_id = h.id
  JOIN children k ON k.id = c.child_id
  LEFT JOIN schoolings sc ON sc.child_id = k.id AND sc.deleted_hlc IS NULL AND sc.valid_from <= ?1 AND (sc.valid_to IS NULL OR sc.valid_to >= ?1)
  LEFT JOIN classes cl ON cl.id = sc.class_id LEFT JOIN schools s ON s.id = cl.school_id
WHERE c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND c.valid_from <= ?1 AND (c.valid_to IS NULL OR c.valid_to >= ?1)
GROUP BY h.family_id, k.id ORDER BY h.family_id, k.birth_date
