SELECT s.id, s.subsidy_id, s.household_id, s.child_id, s.sealed, k.wrapped, s.written_hlc, s.written_by, coalesce(s.key_subject_id, s.household_id)
FROM subsidies s LEFT JOIN content_keys k ON k.subject_id = coalesce(s.key_subject_id, s.household_id) AND k.compartment = ?1
WHERE s.deleted_hlc IS NULL ORDER BY s.household_id, s.written_hlc, s.id
