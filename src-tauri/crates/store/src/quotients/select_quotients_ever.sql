SELECT q.id, q.household_id, q.sealed, k.wrapped, q.written_hlc, q.written_by, q.import_batch_id,
  coalesce(q.key_subject_id, q.household_id)
FROM quotients q LEFT JOIN content_keys k ON k.subject_id = coalesce(q.key_subject_id, q.household_id) AND k.compartment = ?1
ORDER BY q.household_id, q.written_hlc, q.id
