DELETE FROM main.compulsory_lists WHERE school_year = ?1
