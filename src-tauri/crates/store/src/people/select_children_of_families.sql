-- ?1 is a list of hexadecimal identifiers; the last column is the family.
WITH theirs AS (
  SELECT DISTINCT h.family_id, c.child_id FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
    CROSS JOIN custodies c ON c.household_id = h.id
  WHERE h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL)
SELECT k.id, k.family_name, k.first_names, k.sex, substr(k.birth_date, 1, k.birth_length), k.birth_place, k.diet_code, k.doctor_name, k.doctor_phone, k.health_light, k.health_due_on, k.birth_code, t.family_id
FROM theirs t CROSS JOIN children k ON k.id = t.child_id WHERE k.deleted_hlc IS NULL ORDER BY k.birth_date, k.id
