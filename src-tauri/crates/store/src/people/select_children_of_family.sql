SELECT id, family_name, first_names, sex, substr(birth_date, 1, birth_length), birth_place, diet_code, doctor_name, doctor_phone, health_light, health_due_on, birth_code
FROM children
WHERE deleted_hlc IS NULL AND id IN (
  SELECT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
  WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
ORDER BY birth_date, id
