INSERT INTO main.caisse_consultations (id, household_id, consulted_on, written_hlc, written_desk, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
