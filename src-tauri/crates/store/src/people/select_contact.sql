SELECT id, family_id, name, first_names, link, phone, emergency_rank, may_pick_up, document_to_show, valid_from, valid_to
FROM contacts WHERE id = ?1
