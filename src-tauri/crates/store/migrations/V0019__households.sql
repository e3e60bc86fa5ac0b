-- How school holidays go in an alternating custody (V04): as the weeks (empty), or by halves, the first half to that household in even or
-- odd years; the summer by quarters when it is said.
ALTER TABLE custodies ADD COLUMN holidays TEXT NOT NULL DEFAULT ''
  CHECK (holidays IN ('', 'even_halves', 'odd_halves', 'even_quarters', 'odd_quarters'));

-- Since when, and until when, an adult has lived in a household (V04 to V06). Without a row, they live where their record says, nobody
-- having said since when.
CREATE TABLE household_stays (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX household_stays_by_guardian ON household_stays (guardian_id);
CREATE INDEX household_stays_by_household ON household_stays (household_id);

-- Who owed the invoices of a household until a day, once another adult does (V04): a month is made out to who owes on its last day.
CREATE TABLE household_debtors (
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on)),
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (household_id, ends_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_debtors_by_guardian ON household_debtors (guardian_id);
