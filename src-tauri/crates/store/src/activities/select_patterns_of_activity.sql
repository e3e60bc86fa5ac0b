SELECT p.child_id, p.unit_id, p.even_weekdays, p.odd_weekdays, p.valid_from, p.valid_to
FROM units u CROSS JOIN weekly_patterns p ON p.unit_id = u.id
WHERE u.activity_id = ?1 AND p.deleted_hlc IS NULL AND p.valid_from <= ?3 AND (p.valid_to IS NULL OR p.valid_to >= ?2)
