INSERT INTO main.consent_answers (id, version_id, guardian_id, child_id, answer, answered_on, means, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
