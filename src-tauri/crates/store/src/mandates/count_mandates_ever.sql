SELECT count(*) FROM mandates m JOIN households h ON h.id = m.household_id
WHERE h.family_id = (SELECT family_id FROM households WHERE id = ?1)
