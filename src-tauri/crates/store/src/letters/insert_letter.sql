INSERT INTO main.family_letters (id, family_id, household_id, guardian_id, kind, sent_on, content, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
