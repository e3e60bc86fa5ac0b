-- Booked, present, or come unexpected: who sits down that day.
SELECT c.id, c.family_name, c.first_names, c.diet_code, a.state, cl.name, s.name, i.sealed, k.wrapped
FROM attendance a JOIN children c ON c.id = a.child_id
  LEFT JOIN schoolings sc ON sc.child_id = c.id AND sc.deleted_hlc IS NULL AND sc.valid_from <= ?1 AND (sc.valid_to IS NULL OR sc.valid_to >= ?1)
  LEFT JOIN classes cl ON cl.id = sc.class_id LEFT JOIN schools s ON s.id = cl.school_id
  LEFT JOIN health_instructions i ON i.child_id = c.id
  LEFT JOIN content_keys k ON k.subject_id = c.id AND k.compartment = ?3
WHERE a.day = ?1 AND a.unit_id = ?2 AND a.state IN (1, 2, 3) AND c.deleted_hlc IS NULL
GROUP BY c.id
