-- Households of other families that share a child with this one.
SELECT DISTINCT h.id, h.label, f.id, f.number, f.name, f.followed_since
FROM households own JOIN custodies c ON c.household_id = own.id JOIN custodies o ON o.child_id = c.child_id
  JOIN households h ON h.id = o.household_id JOIN families f ON f.id = h.family_id
WHERE own.family_id = ?1 AND h.family_id <> ?1 AND own.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
  AND c.deleted_hlc IS NULL AND o.deleted_hlc IS NULL
