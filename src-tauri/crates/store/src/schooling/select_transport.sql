SELECT id, child_id, stop_id, direction, weekdays, valid_from, valid_to FROM transport_registrations WHERE id = ?1 AND deleted_hlc IS NULL
