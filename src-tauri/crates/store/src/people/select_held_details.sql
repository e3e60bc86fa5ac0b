-- Which families hold which answer, each once.
SELECT DISTINCT d.detail, h.family_id
FROM guardian_details d JOIN guardians g ON g.id = d.guardian_id JOIN households h ON h.id = g.household_id
WHERE d.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
UNION
SELECT DISTINCT d.detail, h.family_id
FROM child_details d JOIN custodies c ON c.child_id = d.child_id JOIN households h ON h.id = c.household_id
WHERE d.deleted_hlc IS NULL AND c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
