INSERT INTO main.attachments (id, document_id, child_id, contact_id, guardian_id, compartment, format, sealed, agreed_on, written_hlc,
  written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
