-- What is known of a birth date (A09, E04): the first 10, 7 or 4 characters of it (the day, the month, the year). The rest is reckoned
-- as the first of the month or of the year.
ALTER TABLE guardians ADD COLUMN birth_length INTEGER NOT NULL DEFAULT 10 CHECK (birth_length IN (4, 7, 10));
ALTER TABLE children ADD COLUMN birth_length INTEGER NOT NULL DEFAULT 10 CHECK (birth_length IN (4, 7, 10));
