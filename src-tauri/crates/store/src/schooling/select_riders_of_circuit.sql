-- Who is registered on a circuit on a day, its weekday left to whoever asks.
SELECT r.id, r.child_id, r.stop_id, r.direction, r.weekdays, r.valid_from, r.valid_to, k.family_name, k.first_names
FROM transport_stops s JOIN transport_registrations r ON r.stop_id = s.id JOIN children k ON k.id = r.child_id
WHERE s.circuit_id = ?1 AND r.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND r.valid_from <= ?2 AND (r.valid_to IS NULL OR r.valid_to >= ?2)
ORDER BY s.rank, k.family_name, k.first_names, k.id
