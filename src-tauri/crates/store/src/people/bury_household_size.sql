UPDATE main.household_sizes SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE household_id = ?1 AND valid_from = ?2 AND deleted_hlc IS NULL
