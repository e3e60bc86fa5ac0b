SELECT a.id, a.version_id, a.guardian_id, a.child_id, a.answer, a.answered_on, a.means, a.updated_hlc, a.updated_by, g.first_names, g.usage_name, g.birth_name
FROM consent_answers a JOIN guardians g ON g.id = a.guardian_id WHERE a.id = ?1 AND a.deleted_hlc IS NULL
