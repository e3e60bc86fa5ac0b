SELECT q.id, q.household_id, q.sealed, k.wrapped, q.written_hlc, q.written_by, q.import_batch_id,
  coalesce(q.key_subject_id, q.household_id)
FROM quotients q LEFT JOIN content_keys k ON k.subject_id = coalesce(q.key_subject_id, q.household_id) AND k.compartment = ?2
WHERE q.household_id = ?1 AND q.deleted_hlc IS NULL ORDER BY q.written_hlc, q.id
