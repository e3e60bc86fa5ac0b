-- What its guardians answered for themselves, and what anybody answered for its children, adults of another file too.
SELECT a.id, a.version_id, a.guardian_id, a.child_id, a.answer, a.answered_on, a.means, a.updated_hlc, a.updated_by, g.first_names, g.usage_name, g.birth_name
FROM households h JOIN guardians g ON g.household_id = h.id JOIN consent_answers a ON a.guardian_id = g.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND a.deleted_hlc IS NULL AND a.child_id IS NULL
UNION ALL
SELECT a.id, a.version_id, a.guardian_id, a.child_id, a.answer, a.answered_on, a.means, a.updated_hlc, a.updated_by, g.first_names, g.usage_name, g.birth_name
FROM (SELECT DISTINCT c.child_id FROM households h JOIN custodies c ON c.household_id = h.id
    WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL) k
  JOIN consent_answers a ON a.child_id = k.child_id JOIN guardians g ON g.id = a.guardian_id
WHERE a.deleted_hlc IS NULL
