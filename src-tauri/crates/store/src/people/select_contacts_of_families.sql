-- ?1 is a list of hexadecimal identifiers; the last column is the family.
SELECT c.id, c.family_id, c.name, c.first_names, c.link, c.phone, c.emergency_rank, c.may_pick_up, c.document_to_show, c.valid_from, c.valid_to,
  c.family_id
FROM json_each(?1) w CROSS JOIN contacts c ON c.family_id = unhex(w.value)
WHERE c.deleted_hlc IS NULL ORDER BY c.emergency_rank IS NULL, c.emergency_rank, c.name, c.first_names, c.id
