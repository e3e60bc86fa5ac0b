SELECT r.id, r.child_id, r.activity_id, r.state, r.valid_from, r.valid_to
FROM json_each(?1) k CROSS JOIN registrations r ON r.child_id = unhex(k.value)
WHERE r.deleted_hlc IS NULL AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to >= ?2)
