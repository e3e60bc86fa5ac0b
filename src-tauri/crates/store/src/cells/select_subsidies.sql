SELECT id, sealed FROM subsidies WHERE key_subject_id = ?1 OR (household_id = ?1 AND key_subject_id IS NULL)
