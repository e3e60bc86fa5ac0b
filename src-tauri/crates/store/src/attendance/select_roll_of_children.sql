SELECT k.id, k.family_name, k.first_names, k.diet_code, k.health_light, c.id, c.name, max(s.valid_from),
  (SELECT h.family_id FROM custodies u JOIN households h ON h.id = u.household_id
   WHERE u.child_id = k.id AND u.deleted_hlc IS NULL ORDER BY u.valid_from, h.label LIMIT 1),
  k.health_due_on
FROM json_each(?1) w CROSS JOIN children k ON k.id = unhex(w.value)
  LEFT JOIN schoolings s ON s.child_id = k.id AND s.deleted_hlc IS NULL AND s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to >= ?2)
  LEFT JOIN classes c ON c.id = s.class_id
WHERE k.deleted_hlc IS NULL
GROUP BY k.id
