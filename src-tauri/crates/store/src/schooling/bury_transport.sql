UPDATE main.transport_registrations SET deleted_hlc = ?2, updated_hlc = ?2, updated_desk = ?3, updated_by = ?4 WHERE id = ?1
