INSERT INTO main.mandate_accounts (id, mandate_id, household_id, sealed, valid_from, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
