DELETE FROM main.compulsory_entries WHERE id = ?1
