-- Persons, complete: fields a service turned on, where people were born, where they lived before.

-- A10, E05: the INSEE code of the commune or the country beside its words; empty for words alone.
ALTER TABLE guardians ADD COLUMN birth_code TEXT NOT NULL DEFAULT '' CHECK (length(birth_code) IN (0, 5));
ALTER TABLE children ADD COLUMN birth_code TEXT NOT NULL DEFAULT '' CHECK (length(birth_code) IN (0, 5));
-- A06: how what is sent to them is sent. A07: what a telephone is; empty for those written before, read from the number.
ALTER TABLE guardians ADD COLUMN sending TEXT NOT NULL DEFAULT '' CHECK (sending IN ('', 'email', 'post'));
ALTER TABLE phones ADD COLUMN kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'mobile', 'home', 'work'));

-- Answers to the optional fields (X08): one row an answer, under its code. A field turned off keeps its rows and shows them no more.
CREATE TABLE guardian_details (
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  detail TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (guardian_id, detail)
) STRICT, WITHOUT ROWID;

CREATE TABLE child_details (
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  detail TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (child_id, detail)
) STRICT, WITHOUT ROWID;

-- A05: since when a household lives where it lives, where it lived before, and its second home.
ALTER TABLE households ADD COLUMN address_since TEXT CHECK (address_since IS date(address_since));
CREATE TABLE household_addresses (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('former', 'second')),
  address_complement TEXT NOT NULL, address_place TEXT NOT NULL, address_street TEXT NOT NULL,
  address_locality TEXT NOT NULL, postal_code TEXT NOT NULL, city TEXT NOT NULL, country_code TEXT NOT NULL, insee TEXT NOT NULL,
  valid_from TEXT CHECK (valid_from IS date(valid_from)), valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX household_addresses_by_household ON household_addresses (household_id);

-- V05, V06: how many live there, said from a day on with its reason; what is not said is counted.
CREATE TABLE household_sizes (
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  children INTEGER CHECK (children BETWEEN 0 AND 30),
  persons INTEGER CHECK (persons BETWEEN 1 AND 40),
  reason TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (household_id, valid_from)
) STRICT, WITHOUT ROWID;

-- V17: that the caisse's service was consulted for a household, when and by whom. What it answered is sealed with the quotients.
CREATE TABLE caisse_consultations (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  consulted_on TEXT NOT NULL CHECK (consulted_on IS date(consulted_on)),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX caisse_consultations_by_household ON caisse_consultations (household_id);
