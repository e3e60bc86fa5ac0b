-- ?1 is a list of hexadecimal identifiers.
SELECT s.child_id, s.class_id, s.valid_from, s.valid_to
FROM json_each(?1) w CROSS JOIN schoolings s ON s.child_id = unhex(w.value) WHERE s.deleted_hlc IS NULL ORDER BY s.valid_from
