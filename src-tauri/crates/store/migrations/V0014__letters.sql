-- Letters that left for families (G07), kept as they left: their words, not their pages. Nothing rewrites them.
CREATE TABLE family_letters (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED, -- addressed to
  kind TEXT NOT NULL CHECK (kind IN ('missing_papers', 'appointment', 'acknowledgement', 'insurance_renewal')),
  sent_on TEXT NOT NULL CHECK (sent_on IS date(sent_on)),
  content TEXT NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX family_letters_by_family ON family_letters (family_id);
CREATE INDEX family_letters_by_household ON family_letters (household_id);
CREATE INDEX family_letters_by_guardian ON family_letters (guardian_id);
