SELECT id, child_id, school_year, sector_id, asked_id, asked_elsewhere, reason, asked_on, standing, decided_on, fees_agreed
FROM derogations WHERE id = ?1 AND deleted_hlc IS NULL
