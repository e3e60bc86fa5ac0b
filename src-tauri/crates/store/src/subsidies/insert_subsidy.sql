INSERT INTO main.subsidies (id, subsidy_id, household_id, child_id, sealed, written_hlc, written_desk, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
