INSERT INTO main.changes (id, family_id, subject_id, kind, label, before_text, after_text, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
