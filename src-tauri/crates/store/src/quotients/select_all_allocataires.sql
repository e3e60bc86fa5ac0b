SELECT h.id, h.sealed_allocataire, k.wrapped
FROM households h LEFT JOIN content_keys k ON k.subject_id = h.id AND k.compartment = ?1
WHERE h.deleted_hlc IS NULL AND h.sealed_allocataire IS NOT NULL
