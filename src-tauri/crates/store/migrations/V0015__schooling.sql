-- Leave to attend another school (V16), school transport (G14), the list of compulsory instruction (G13).

CREATE TABLE derogations (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  school_year TEXT NOT NULL, -- '2026-2027'
  sector_id BLOB REFERENCES schools DEFERRABLE INITIALLY DEFERRED, -- NULL: the child lives in another town
  asked_id BLOB REFERENCES schools DEFERRABLE INITIALLY DEFERRED, -- NULL: a school of another town, named beside
  asked_elsewhere TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('parents_work', 'sibling', 'other_legal_case', 'cycle_begun', 'regional_language', 'care_nearby', 'moving', 'agreement')),
  asked_on TEXT NOT NULL CHECK (asked_on IS date(asked_on)),
  standing TEXT NOT NULL CHECK (standing IN ('asked', 'accepted', 'refused')),
  decided_on TEXT CHECK (decided_on IS date(decided_on)),
  fees_agreed INTEGER CHECK (fees_agreed IN (0, 1)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK ((asked_id IS NOT NULL) + (asked_elsewhere <> '') = 1),
  CHECK ((standing = 'asked') = (decided_on IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX derogations_by_child ON derogations (child_id);

CREATE TABLE transport_circuits (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL, carrier TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE transport_stops (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  circuit_id BLOB NOT NULL REFERENCES transport_circuits DEFERRABLE INITIALLY DEFERRED,
  rank INTEGER NOT NULL,
  name TEXT NOT NULL,
  morning_minute INTEGER CHECK (morning_minute BETWEEN 0 AND 1439), -- from midnight
  evening_minute INTEGER CHECK (evening_minute BETWEEN 0 AND 1439),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX transport_stops_by_circuit ON transport_stops (circuit_id);

CREATE TABLE transport_registrations (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  stop_id BLOB NOT NULL REFERENCES transport_stops DEFERRABLE INITIALLY DEFERRED,
  direction TEXT NOT NULL CHECK (direction IN ('outward', 'return', 'both')),
  weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127), -- Monday lowest
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX transport_registrations_by_child ON transport_registrations (child_id);
CREATE INDEX transport_registrations_by_stop ON transport_registrations (stop_id);

-- Kept apart from the files, by school year, and destroyed with it: rows are taken away, not marked.
CREATE TABLE compulsory_lists (
  school_year TEXT NOT NULL PRIMARY KEY,
  drawn_on TEXT NOT NULL CHECK (drawn_on IS date(drawn_on)),
  refreshed_on TEXT NOT NULL CHECK (refreshed_on IS date(refreshed_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE compulsory_entries (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  school_year TEXT NOT NULL REFERENCES compulsory_lists DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED, -- NULL: typed by hand, on no file
  family_name TEXT NOT NULL, first_names TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('', 'F', 'M')),
  birth_date TEXT NOT NULL CHECK (birth_date IS date(birth_date)),
  birth_place TEXT NOT NULL,
  home TEXT NOT NULL, guardians TEXT NOT NULL,
  instruction TEXT NOT NULL CHECK (instruction IN ('unknown', 'town_school', 'other_public', 'private', 'home', 'distance', 'training')),
  place TEXT NOT NULL, grade TEXT NOT NULL,
  previous TEXT NOT NULL, -- the school and the class of the year before
  left_reason TEXT CHECK (left_reason IN ('left_town', 'not_resident', 'twice')),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX compulsory_entries_by_year ON compulsory_entries (school_year);
CREATE INDEX compulsory_entries_by_child ON compulsory_entries (child_id);
