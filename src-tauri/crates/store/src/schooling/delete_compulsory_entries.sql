DELETE FROM main.compulsory_entries WHERE school_year = ?1
