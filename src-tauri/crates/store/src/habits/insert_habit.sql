INSERT INTO main.child_habits (id, child_id, habit, value, written_hlc, written_desk, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
