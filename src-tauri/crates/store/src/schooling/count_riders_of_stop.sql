-- The file's own table: whoever removes a stop removes it for everyone, whatever they reach.
SELECT count(*) FROM main.transport_registrations
WHERE stop_id = ?1 AND deleted_hlc IS NULL AND (valid_to IS NULL OR valid_to >= ?2)
