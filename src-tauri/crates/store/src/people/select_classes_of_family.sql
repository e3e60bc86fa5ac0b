SELECT s.child_id, c.id, c.name, o.name
FROM households h JOIN custodies u ON u.household_id = h.id JOIN schoolings s ON s.child_id = u.child_id
  JOIN classes c ON c.id = s.class_id JOIN schools o ON o.id = c.school_id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND u.deleted_hlc IS NULL AND s.deleted_hlc IS NULL
  AND s.valid_from <= ?2 AND (s.valid_to IS NULL OR s.valid_to >= ?2)
GROUP BY s.child_id
