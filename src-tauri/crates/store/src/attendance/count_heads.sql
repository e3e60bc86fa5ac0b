-- What a kitchen counts: states by day, unit, diet and class.
SELECT a.day, a.unit_id, a.state, k.diet_code,
  (SELECT s.class_id FROM schoolings s
   WHERE s.child_id = a.child_id AND s.deleted_hlc IS NULL AND s.valid_from <= a.day AND (s.valid_to IS NULL OR s.valid_to >= a.day)
   ORDER BY s.valid_from DESC LIMIT 1) AS class_id,
  count(*)
FROM json_each(?1) d CROSS JOIN json_each(?2) u CROSS JOIN attendance a ON a.day = d.value AND a.unit_id = unhex(u.value)
  CROSS JOIN children k ON k.id = a.child_id
WHERE a.state > 0
GROUP BY a.day, a.unit_id, a.state, k.diet_code, class_id
