INSERT INTO main.consent_versions (id, text_id, number, body, valid_from, asks_again, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
