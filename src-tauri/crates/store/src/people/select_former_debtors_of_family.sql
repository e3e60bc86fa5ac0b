SELECT d.household_id, d.guardian_id, d.ends_on
FROM households h JOIN household_debtors d ON d.household_id = h.id
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND d.deleted_hlc IS NULL ORDER BY d.household_id, d.ends_on
