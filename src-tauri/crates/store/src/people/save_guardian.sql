INSERT INTO main.guardians (id, household_id, rank, civility, birth_name, usage_name, first_names, birth_date, birth_place, link, email,
  birth_code, sending, birth_length, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT (id) DO UPDATE SET household_id = excluded.household_id, rank = excluded.rank, civility = excluded.civility,
  birth_name = excluded.birth_name, usage_name = excluded.usage_name, first_names = excluded.first_names,
  birth_date = excluded.birth_date, birth_length = excluded.birth_length, birth_place = excluded.birth_place, link = excluded.link,
  email = excluded.email, birth_code = excluded.birth_code, sending = excluded.sending,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by, deleted_hlc = NULL
