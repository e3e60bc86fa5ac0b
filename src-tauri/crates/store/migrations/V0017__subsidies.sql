-- Prises en charge (F11): the funders of the town's list, and what each agreed to pay for a household. Who pays for whom, how much and until
-- when is sealed to RESOURCES under the household's key; a row is never rewritten, what is written anew is a row of the same subsidy.

CREATE TABLE third_party_funders (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('caisse', 'department', 'municipality', 'employer', 'association', 'other', 'ccas')),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE subsidies ( -- RESOURCES
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  subsidy_id BLOB NOT NULL CHECK (length(subsidy_id) = 16), -- what all its rows are of: what was given is counted under it
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED, -- NULL: all those of the household
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  key_subject_id BLOB CHECK (length(key_subject_id) = 16), -- whose key seals it, when its household was merged since
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX subsidies_by_household ON subsidies (household_id);
CREATE INDEX subsidies_by_child ON subsidies (child_id) WHERE child_id IS NOT NULL;
CREATE INDEX subsidies_by_subsidy ON subsidies (subsidy_id);
CREATE INDEX subsidies_by_key ON subsidies (key_subject_id) WHERE key_subject_id IS NOT NULL;

-- A line that a funder pays, and a correction that gives or takes back such a help: which subsidy. The line says nothing more of it.
ALTER TABLE service_lines ADD COLUMN subsidy_id BLOB CHECK (length(subsidy_id) = 16);
CREATE INDEX service_lines_by_subsidy ON service_lines (subsidy_id) WHERE subsidy_id IS NOT NULL;
ALTER TABLE adjustments ADD COLUMN subsidy_id BLOB CHECK (length(subsidy_id) = 16);
ALTER TABLE adjustments ADD COLUMN follows_id BLOB REFERENCES adjustments DEFERRABLE INITIALLY DEFERRED; -- the correction it goes with
CREATE INDEX adjustments_by_subsidy ON adjustments (subsidy_id) WHERE subsidy_id IS NOT NULL;
CREATE INDEX adjustments_by_followed ON adjustments (follows_id) WHERE follows_id IS NOT NULL;
