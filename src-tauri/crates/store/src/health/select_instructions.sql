SELECT r.sealed, k.wrapped FROM health_instructions r LEFT JOIN content_keys k ON k.subject_id = r.child_id AND k.compartment = ?2
WHERE r.child_id = ?1
