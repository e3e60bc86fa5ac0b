-- Even removed: what was issued under it is still explained by it.
SELECT s.id, s.subsidy_id, s.household_id, s.child_id, s.sealed, k.wrapped, s.written_hlc, s.written_by, coalesce(s.key_subject_id, s.household_id)
FROM subsidies s LEFT JOIN content_keys k ON k.subject_id = coalesce(s.key_subject_id, s.household_id) AND k.compartment = ?2
WHERE s.id = ?1
