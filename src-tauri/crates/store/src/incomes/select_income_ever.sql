SELECT i.id, i.household_id, i.sealed, k.wrapped, i.written_hlc, i.written_by, coalesce(i.key_subject_id, i.household_id)
FROM incomes i LEFT JOIN content_keys k ON k.subject_id = coalesce(i.key_subject_id, i.household_id) AND k.compartment = ?2
WHERE i.id = ?1
