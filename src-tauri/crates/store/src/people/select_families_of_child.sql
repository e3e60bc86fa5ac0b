SELECT DISTINCT h.family_id FROM custodies c JOIN households h ON h.id = c.household_id
WHERE c.child_id = ?1 AND c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
