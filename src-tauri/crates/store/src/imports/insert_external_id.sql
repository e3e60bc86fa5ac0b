INSERT INTO main.external_ids (id, import_batch_id, family_id, profile, external_key, identity, written_hlc, written_desk, written_by, deleted_hlc)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)
