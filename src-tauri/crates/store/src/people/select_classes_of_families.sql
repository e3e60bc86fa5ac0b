-- ?1 is a list of hexadecimal identifiers.
SELECT s.child_id, c.id, c.name, o.name
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value) CROSS JOIN custodies u ON u.household_id = h.id
  CROSS JOIN schoolings s ON s.child_id = u.child_id CROSS JOIN classes c ON c.id = s.class_id CROSS JOIN schools o ON o.id = c.school_id
WHERE h.deleted_hlc IS NULL AND u.deleted_hlc IS NULL AND s.deleted_hlc IS NULL
  AND s.valid_from <= ?2 AND (s.valid_to IS NULL OR s.valid_to >= ?2)
GROUP BY s.child_id
