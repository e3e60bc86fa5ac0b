SELECT k.id, k.family_name, k.first_names, k.diet_code, k.health_light, c.id, c.name, max(s.valid_from),
  (SELECT h.family_id FROM custodies u JOIN households h ON h.id = u.household_id
   WHERE u.child_id = k.id AND u.deleted_hlc IS NULL ORDER BY u.valid_from, h.label LIMIT 1),
  k.health_due_on
FROM schoolings s CROSS JOIN children k ON k.id = s.child_id CROSS JOIN classes c ON c.id = s.class_id
WHERE s.class_id = ?1 AND s.deleted_hlc IS NULL AND k.deleted_hlc IS NULL
  AND s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to >= ?2)
GROUP BY k.id
