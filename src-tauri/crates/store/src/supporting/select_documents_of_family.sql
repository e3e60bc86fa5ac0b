-- Of its households, of their guardians, of the children who live there, whichever file they were noted in.
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by
FROM households h JOIN supporting_documents d ON d.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by
FROM households h JOIN guardians g ON g.household_id = h.id JOIN supporting_documents d ON d.guardian_id = g.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND d.deleted_hlc IS NULL
UNION ALL
SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by
FROM (SELECT DISTINCT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
    WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL) k
  JOIN supporting_documents d ON d.child_id = k.child_id
WHERE d.deleted_hlc IS NULL
