SELECT id, family_name, first_names, sex, substr(birth_date, 1, birth_length), birth_place, diet_code, doctor_name, doctor_phone, health_light, health_due_on, birth_code
FROM children WHERE id = ?1 AND deleted_hlc IS NULL
