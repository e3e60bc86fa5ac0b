SELECT c.household_id, c.consulted_on, COALESCE(a.display_name, '')
FROM households h JOIN caisse_consultations c ON c.household_id = h.id LEFT JOIN agents a ON a.id = c.written_by
WHERE h.family_id = ?1 AND h.deleted_hlc IS NULL AND c.deleted_hlc IS NULL ORDER BY c.consulted_on DESC, c.written_hlc DESC
