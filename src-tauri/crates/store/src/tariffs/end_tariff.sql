UPDATE main.tariffs SET valid_to = ?2, written_hlc = ?3, written_desk = ?4, written_by = ?5 WHERE id = ?1
