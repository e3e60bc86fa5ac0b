SELECT id, child_id, stop_id, direction, weekdays, valid_from, valid_to FROM transport_registrations
WHERE child_id = ?1 AND deleted_hlc IS NULL ORDER BY valid_from DESC
