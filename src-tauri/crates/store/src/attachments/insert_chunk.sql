INSERT INTO main.attachment_chunks (attachment_id, number, sealed, written_hlc, written_desk, written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
