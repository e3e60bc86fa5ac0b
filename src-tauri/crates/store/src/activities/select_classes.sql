SELECT id, school_id, school_year, name, grade FROM classes WHERE deleted_hlc IS NULL
