SELECT a.id, a.mandate_id, a.sealed, k.wrapped, a.valid_from, a.written_hlc, a.written_by,
  coalesce(a.key_subject_id, a.household_id), a.household_id
FROM mandate_accounts a LEFT JOIN content_keys k ON k.subject_id = coalesce(a.key_subject_id, a.household_id) AND k.compartment = ?1
WHERE a.deleted_hlc IS NULL ORDER BY a.household_id, a.written_hlc, a.id
