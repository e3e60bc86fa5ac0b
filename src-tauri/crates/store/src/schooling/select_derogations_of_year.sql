SELECT d.id, d.child_id, d.school_year, d.sector_id, d.asked_id, d.asked_elsewhere, d.reason, d.asked_on, d.standing, d.decided_on, d.fees_agreed
FROM derogations d JOIN children k ON k.id = d.child_id
WHERE d.school_year = ?1 AND d.deleted_hlc IS NULL AND k.deleted_hlc IS NULL ORDER BY d.asked_on
