INSERT INTO main.derogations (id, child_id, school_year, sector_id, asked_id, asked_elsewhere, reason, asked_on, standing, decided_on,
  fees_agreed, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (id) DO UPDATE SET school_year = excluded.school_year, sector_id = excluded.sector_id, asked_id = excluded.asked_id,
  asked_elsewhere = excluded.asked_elsewhere, reason = excluded.reason, asked_on = excluded.asked_on, standing = excluded.standing,
  decided_on = excluded.decided_on, fees_agreed = excluded.fees_agreed, deleted_hlc = NULL,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
