-- The files of every document of a family's households, guardians and children, whichever file they were noted in.
SELECT a.document_id, a.id, a.format, a.written_hlc, a.written_by
FROM households h JOIN supporting_documents d ON d.household_id = h.id JOIN attachments a ON a.document_id = d.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND d.deleted_hlc IS NULL AND a.deleted_hlc IS NULL
UNION ALL
SELECT a.document_id, a.id, a.format, a.written_hlc, a.written_by
FROM households h JOIN guardians g ON g.household_id = h.id JOIN supporting_documents d ON d.guardian_id = g.id
  JOIN attachments a ON a.document_id = d.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND d.deleted_hlc IS NULL AND a.deleted_hlc IS NULL
UNION ALL
SELECT a.document_id, a.id, a.format, a.written_hlc, a.written_by
FROM (SELECT DISTINCT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
    WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL) k
  JOIN supporting_documents d ON d.child_id = k.child_id JOIN attachments a ON a.document_id = d.id
WHERE d.deleted_hlc IS NULL AND a.deleted_hlc IS NULL
ORDER BY 4, 2
