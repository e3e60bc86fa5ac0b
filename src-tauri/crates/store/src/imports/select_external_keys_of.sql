SELECT external_key FROM external_ids WHERE family_id = ?1 AND deleted_hlc IS NULL AND external_key <> ''
