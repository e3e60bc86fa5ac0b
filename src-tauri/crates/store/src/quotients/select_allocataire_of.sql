-- Its own, or that of a household merged into it.
SELECT h.id, h.sealed_allocataire, k.wrapped
FROM households h LEFT JOIN content_keys k ON k.subject_id = h.id AND k.compartment = ?2
WHERE h.sealed_allocataire IS NOT NULL AND ((h.id = ?1 AND h.deleted_hlc IS NULL)
  OR h.id IN (SELECT m.absorbed_id FROM merges m WHERE m.kept_id = ?1 AND m.undone_hlc IS NULL))
ORDER BY h.id = ?1 DESC LIMIT 1
