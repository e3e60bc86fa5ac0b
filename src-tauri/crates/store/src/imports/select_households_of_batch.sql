SELECT DISTINCT household_id FROM quotients WHERE import_batch_id = ?1
