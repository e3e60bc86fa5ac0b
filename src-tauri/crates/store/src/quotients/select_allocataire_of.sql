SELECT h.id, h.sealed_allocataire, k.wrapped
FROM households h LEFT JOIN content_keys k ON k.subject_id = h.id AND k.compartment = ?2
WHERE h.id = ?1 AND h.deleted_hlc IS NULL AND h.sealed_allocataire IS NOT NULL
