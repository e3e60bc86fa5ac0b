INSERT INTO main.exported_files (id, kind, subject, file_name, sha256, bytes, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
