-- That of a household merged into another answers for it: the number stays sealed where it was written.
SELECT h.id, h.sealed_allocataire, k.wrapped, coalesce(m.kept_id, h.id)
FROM households h LEFT JOIN content_keys k ON k.subject_id = h.id AND k.compartment = ?1
  LEFT JOIN merges m ON m.absorbed_id = h.id AND m.undone_hlc IS NULL
WHERE (h.deleted_hlc IS NULL OR m.kept_id IS NOT NULL) AND h.sealed_allocataire IS NOT NULL
