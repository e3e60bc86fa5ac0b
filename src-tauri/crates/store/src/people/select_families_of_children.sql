-- ?1 is a list of hexadecimal identifiers.
SELECT DISTINCT c.child_id, h.family_id
FROM json_each(?1) w CROSS JOIN custodies c ON c.child_id = unhex(w.value) CROSS JOIN households h ON h.id = c.household_id
WHERE c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
