-- ?1 is the day: registrations that run then or will.
SELECT r.child_id, r.activity_id, a.kind, r.valid_to FROM registrations r JOIN activities a ON a.id = r.activity_id
WHERE r.deleted_hlc IS NULL AND (r.valid_to IS NULL OR r.valid_to >= ?1) ORDER BY r.valid_from, r.id
