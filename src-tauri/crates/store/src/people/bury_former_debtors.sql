UPDATE main.household_debtors SET deleted_hlc = ?3, updated_hlc = ?3, updated_desk = ?4, updated_by = ?5
WHERE household_id = ?1 AND ends_on >= ?2 AND deleted_hlc IS NULL
