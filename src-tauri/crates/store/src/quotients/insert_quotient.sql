INSERT INTO main.quotients (id, household_id, sealed, import_batch_id, written_hlc, written_desk, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
