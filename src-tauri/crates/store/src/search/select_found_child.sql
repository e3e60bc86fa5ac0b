SELECT k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length), s.name, cl.name,
  (SELECT h.family_id FROM custodies c JOIN households h ON h.id = c.household_id
   WHERE c.child_id = k.id AND c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL ORDER BY c.valid_from DESC, h.label LIMIT 1)
FROM children k
  LEFT JOIN schoolings sc ON sc.child_id = k.id AND sc.deleted_hlc IS NULL AND sc.valid_from <= ?2 AND (sc.valid_to IS NULL OR sc.valid_to >= ?2)
  LEFT JOIN classes cl ON cl.id = sc.class_id LEFT JOIN schools s ON s.id = cl.school_id
WHERE k.id = ?1 AND k.deleted_hlc IS NULL
