SELECT p.guardian_id, p.call_rank, p.number, p.kind
FROM households h JOIN guardians g ON g.household_id = h.id JOIN phones p ON p.guardian_id = g.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND p.deleted_hlc IS NULL
ORDER BY p.guardian_id, p.call_rank
