SELECT id, family_id, name, first_names, link, phone, emergency_rank, may_pick_up, document_to_show, valid_from, valid_to
FROM contacts WHERE family_id = ?1 AND deleted_hlc IS NULL ORDER BY emergency_rank IS NULL, emergency_rank, name, first_names, id
