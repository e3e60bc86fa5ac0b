UPDATE main.households SET usual_means = ?2, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5 WHERE id = ?1
