SELECT k.id, k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length), k.diet_code, k.health_light, k.health_due_on, s.name, cl.name
FROM children k
  LEFT JOIN schoolings sc ON sc.child_id = k.id AND sc.deleted_hlc IS NULL AND sc.valid_from <= ?1 AND (sc.valid_to IS NULL OR sc.valid_to >= ?1)
  LEFT JOIN classes cl ON cl.id = sc.class_id LEFT JOIN schools s ON s.id = cl.school_id
WHERE k.deleted_hlc IS NULL AND EXISTS (
  SELECT 1 FROM custodies c WHERE c.child_id = k.id AND c.deleted_hlc IS NULL AND (c.valid_to IS NULL OR c.valid_to >= ?1))
GROUP BY k.id
