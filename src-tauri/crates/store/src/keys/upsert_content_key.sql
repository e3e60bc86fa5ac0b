INSERT INTO content_keys (subject_id, compartment, epoch, wrapped) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (subject_id, compartment) DO UPDATE SET epoch = excluded.epoch, wrapped = excluded.wrapped
