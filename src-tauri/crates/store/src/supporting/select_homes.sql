-- Where each child lives on ?1 or will, with the guardians there.
SELECT h.family_id, c.household_id, c.child_id, g.id
FROM custodies c JOIN households h ON h.id = c.household_id JOIN children k ON k.id = c.child_id
  LEFT JOIN guardians g ON g.household_id = h.id AND g.deleted_hlc IS NULL
WHERE c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND (c.valid_to IS NULL OR c.valid_to >= ?1)
ORDER BY h.family_id, h.label, c.household_id, c.child_id, g.rank, g.id
