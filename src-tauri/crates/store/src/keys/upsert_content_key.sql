INSERT INTO main.content_keys (subject_id, compartment, epoch, wrapped, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (subject_id, compartment) DO UPDATE SET epoch = excluded.epoch, wrapped = excluded.wrapped,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
