INSERT INTO main.compulsory_lists (school_year, drawn_on, refreshed_on, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (school_year) DO UPDATE SET refreshed_on = excluded.refreshed_on,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
