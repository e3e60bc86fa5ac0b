SELECT id, family_name, first_names, birth_date FROM children WHERE deleted_hlc IS NULL ORDER BY id
