INSERT INTO main.classes (id, school_id, school_year, name, grade, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET school_id = excluded.school_id, school_year = excluded.school_year, name = excluded.name,
  grade = excluded.grade,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
