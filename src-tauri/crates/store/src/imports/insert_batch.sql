INSERT INTO main.import_batches (id, kind, file_name, sha256, accepted, to_check, refused, undone_hlc, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8, ?9, ?10)
