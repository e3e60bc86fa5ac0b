SELECT DISTINCT r.child_id, r.activity_id FROM registrations r JOIN children k ON k.id = r.child_id
WHERE r.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND r.state = 'accepted'
  AND r.valid_from <= ?1 AND (r.valid_to IS NULL OR r.valid_to >= ?1)
