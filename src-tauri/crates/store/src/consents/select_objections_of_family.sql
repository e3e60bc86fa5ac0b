SELECT o.guardian_id, o.objected_on FROM households h JOIN guardians g ON g.household_id = h.id JOIN prospecting_objections o ON o.guardian_id = g.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND g.deleted_hlc IS NULL AND o.deleted_hlc IS NULL
