SELECT id, name, uai FROM schools WHERE deleted_hlc IS NULL
