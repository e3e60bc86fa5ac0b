SELECT a.id, a.document_id, a.child_id, a.contact_id, a.compartment, a.format, a.sealed, k.wrapped, a.agreed_on, a.written_hlc, a.written_by, a.guardian_id
FROM attachments a LEFT JOIN content_keys k ON k.subject_id = a.id AND k.compartment = a.compartment
WHERE a.id = ?1 AND a.deleted_hlc IS NULL
