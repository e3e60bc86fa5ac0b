UPDATE main.households SET debtor_id = ?2, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5 WHERE id = ?1
