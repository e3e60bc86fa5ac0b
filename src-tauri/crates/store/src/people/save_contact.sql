INSERT INTO main.contacts (id, family_id, name, first_names, link, phone, emergency_rank, may_pick_up, document_to_show, valid_from, valid_to,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, first_names = excluded.first_names, link = excluded.link, phone = excluded.phone,
  emergency_rank = excluded.emergency_rank, may_pick_up = excluded.may_pick_up, document_to_show = excluded.document_to_show,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
