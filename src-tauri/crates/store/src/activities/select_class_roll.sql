SELECT s.class_id, k.id, k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length),
  (SELECT n.class_id FROM schoolings n WHERE n.child_id = k.id AND n.deleted_hlc IS NULL AND n.valid_from <= ?4
     AND (n.valid_to IS NULL OR n.valid_to >= ?4) AND n.class_id <> s.class_id ORDER BY n.valid_from DESC LIMIT 1)
FROM classes c JOIN schoolings s ON s.class_id = c.id JOIN children k ON k.id = s.child_id
WHERE c.school_id = ?1 AND c.school_year = ?2 AND c.deleted_hlc IS NULL AND k.deleted_hlc IS NULL
  AND s.deleted_hlc IS NULL AND s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to >= ?3)
ORDER BY s.class_id, k.family_name, k.first_names, k.id
