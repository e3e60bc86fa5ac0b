SELECT id, sealed FROM quotients WHERE household_id = ?1
