-- ?1 the day whose class is shown; ?2 one activity, or NULL for all.
SELECT r.id, r.child_id, r.activity_id, r.state, r.valid_from, r.valid_to,
  k.family_name, k.first_names, substr(k.birth_date, 1, k.birth_length),
  (SELECT c.name FROM schoolings s JOIN classes c ON c.id = s.class_id
   WHERE s.child_id = k.id AND s.deleted_hlc IS NULL AND s.valid_from <= ?1 AND (s.valid_to IS NULL OR s.valid_to >= ?1)
   ORDER BY s.valid_from DESC LIMIT 1),
  (SELECT h.family_id FROM custodies u JOIN households h ON h.id = u.household_id
   WHERE u.child_id = k.id AND u.deleted_hlc IS NULL ORDER BY u.valid_from, h.label LIMIT 1)
FROM registrations r JOIN children k ON k.id = r.child_id
WHERE r.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND (?2 IS NULL OR r.activity_id = ?2)
ORDER BY r.valid_from, r.id
