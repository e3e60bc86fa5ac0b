INSERT INTO main.merges (id, act_id, kind, kept_id, absorbed_id, family_id, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
