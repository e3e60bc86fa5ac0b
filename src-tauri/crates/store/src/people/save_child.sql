-- The light is written apart: it follows the health record, not the identity.
INSERT INTO main.children (id, family_name, first_names, sex, birth_date, birth_place, diet_code, doctor_name, doctor_phone, health_light,
  health_due_on, birth_code, birth_length, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (id) DO UPDATE SET family_name = excluded.family_name, first_names = excluded.first_names, sex = excluded.sex,
  birth_date = excluded.birth_date, birth_length = excluded.birth_length, birth_place = excluded.birth_place, birth_code = excluded.birth_code, diet_code = excluded.diet_code,
  doctor_name = excluded.doctor_name, doctor_phone = excluded.doctor_phone,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
