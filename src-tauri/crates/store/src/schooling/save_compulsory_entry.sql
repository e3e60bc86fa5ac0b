INSERT INTO main.compulsory_entries (id, school_year, child_id, family_name, first_names, sex, birth_date, birth_place, home, guardians,
  instruction, place, grade, previous, left_reason, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
ON CONFLICT (id) DO UPDATE SET child_id = excluded.child_id, family_name = excluded.family_name, first_names = excluded.first_names,
  sex = excluded.sex, birth_date = excluded.birth_date, birth_place = excluded.birth_place, home = excluded.home,
  guardians = excluded.guardians, instruction = excluded.instruction, place = excluded.place, grade = excluded.grade,
  previous = excluded.previous, left_reason = excluded.left_reason,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
