SELECT school_year, drawn_on, refreshed_on FROM compulsory_lists ORDER BY school_year
