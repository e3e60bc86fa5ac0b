UPDATE main.children SET health_light = ?2, health_due_on = ?3, updated_hlc = ?4, updated_desk = ?5, updated_by = ?6 WHERE id = ?1
