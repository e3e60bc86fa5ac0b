-- Who is registered, and who came without being.
SELECT r.child_id FROM registrations r
WHERE r.activity_id = ?1 AND r.deleted_hlc IS NULL AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to >= ?2)
UNION
SELECT a.child_id FROM json_each(?4) d CROSS JOIN units u ON u.activity_id = ?1
  CROSS JOIN attendance a ON a.day = d.value AND a.unit_id = u.id
WHERE a.state > 0
