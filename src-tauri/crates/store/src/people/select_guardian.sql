SELECT id, household_id, rank, civility, birth_name, usage_name, first_names, substr(birth_date, 1, birth_length), birth_place, link, email, birth_code, sending
FROM guardians WHERE id = ?1 AND deleted_hlc IS NULL
