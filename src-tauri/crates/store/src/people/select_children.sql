-- ?1 is a list of hexadecimal identifiers.
SELECT k.id, k.family_name, k.first_names, k.sex, substr(k.birth_date, 1, k.birth_length), k.birth_place, k.diet_code, k.doctor_name, k.doctor_phone, k.health_light, k.health_due_on, k.birth_code
FROM json_each(?1) w CROSS JOIN children k ON k.id = unhex(w.value) WHERE k.deleted_hlc IS NULL
