UPDATE main.household_debtors SET deleted_hlc = ?2, updated_hlc = ?2, updated_desk = ?3, updated_by = ?4
WHERE household_id = ?1 AND deleted_hlc IS NULL
