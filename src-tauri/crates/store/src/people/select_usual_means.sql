SELECT usual_means FROM households WHERE id = ?1 AND deleted_hlc IS NULL
