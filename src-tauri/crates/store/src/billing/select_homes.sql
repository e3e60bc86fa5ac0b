-- The custody that says which file to open comes last: the latest begun by that day, else one that begins after it.
SELECT c.child_id, h.family_id, h.id
FROM custodies c
JOIN households h ON h.id = c.household_id AND h.deleted_hlc IS NULL
WHERE c.deleted_hlc IS NULL
ORDER BY c.child_id, c.valid_from <= ?1, c.valid_from, c.id DESC
