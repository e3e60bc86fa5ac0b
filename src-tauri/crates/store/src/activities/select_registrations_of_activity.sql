SELECT r.id, r.child_id, r.activity_id, r.state, r.valid_from, r.valid_to
FROM registrations r JOIN children k ON k.id = r.child_id
WHERE r.activity_id = ?1 AND r.deleted_hlc IS NULL AND k.deleted_hlc IS NULL
  AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to >= ?2)
ORDER BY r.valid_from, r.id
