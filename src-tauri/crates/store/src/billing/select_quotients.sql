SELECT q.household_id, q.id, q.sealed, k.wrapped
FROM quotients q
JOIN content_keys k ON k.subject_id = q.household_id AND k.compartment = ?1
WHERE q.deleted_hlc IS NULL
ORDER BY q.household_id, q.written_hlc, q.id
