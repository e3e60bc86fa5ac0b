-- Incomes of a household (F01, F02), sealed to RESOURCES under the same key as its quotients. A row is never rewritten.
CREATE TABLE incomes (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX incomes_by_household ON incomes (household_id);
