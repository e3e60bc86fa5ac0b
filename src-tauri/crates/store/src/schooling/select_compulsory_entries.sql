SELECT id, school_year, child_id, family_name, first_names, sex, birth_date, birth_place, home, guardians, instruction, place, grade,
  previous, left_reason
FROM compulsory_entries WHERE school_year = ?1 ORDER BY family_name, first_names, id
