SELECT f.name, f.number,
  (SELECT h.address_street FROM households h WHERE h.family_id = f.id AND h.deleted_hlc IS NULL ORDER BY h.label LIMIT 1),
  (SELECT group_concat(first_names, ', ') FROM (
    SELECT DISTINCT k.id, k.first_names, k.birth_date FROM households h JOIN custodies c ON c.household_id = h.id JOIN children k ON k.id = c.child_id
    WHERE h.family_id = f.id AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL AND k.deleted_hlc IS NULL ORDER BY k.birth_date))
FROM families f WHERE f.id = ?1 AND f.deleted_hlc IS NULL
