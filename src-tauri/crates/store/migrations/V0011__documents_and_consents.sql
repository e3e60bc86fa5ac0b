-- Supporting documents: what the town asks for and what was given (R12, V01, I13). What a paper says is never here, only what became of it.
CREATE TABLE document_kinds (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  owner TEXT NOT NULL CHECK (owner IN ('household', 'guardian', 'child')),
  nature TEXT NOT NULL CHECK (nature IN ('ordinary', 'identity', 'judgment', 'health', 'resources', 'bank')),
  keeping TEXT NOT NULL CHECK (keeping IN ('seen', 'copy')),
  validity TEXT NOT NULL CHECK (validity IN ('unlimited', 'months', 'year_end')),
  months INTEGER NOT NULL, end_month INTEGER NOT NULL, end_day INTEGER NOT NULL, -- 0 where the validity does not say
  activity_kinds TEXT NOT NULL, -- codes of the kinds of activities that ask for it, a space between
  rank INTEGER NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  -- Shown, never copied.
  CHECK (keeping = 'seen' OR nature NOT IN ('identity', 'judgment', 'health'))
) STRICT, WITHOUT ROWID;

-- Activities that ask for a kind, besides those of their kind.
CREATE TABLE document_kind_activities (
  kind_id BLOB NOT NULL REFERENCES document_kinds DEFERRABLE INITIALLY DEFERRED,
  activity_id BLOB NOT NULL REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (kind_id, activity_id)
) STRICT, WITHOUT ROWID;

-- One row each time a paper is handed in: the last one tells where it stands, the others are its history.
CREATE TABLE supporting_documents (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind_id BLOB NOT NULL REFERENCES document_kinds DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  guardian_id BLOB REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'to_complete', 'refused')),
  given_on TEXT NOT NULL CHECK (given_on IS date(given_on)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  fault TEXT NOT NULL CHECK (fault IN ('', 'incomplete', 'unsigned', 'unreadable', 'outdated', 'other_person', 'other_document')),
  note TEXT NOT NULL, -- ordinary papers alone
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK ((household_id IS NOT NULL) + (guardian_id IS NOT NULL) + (child_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX supporting_documents_by_kind ON supporting_documents (kind_id);
CREATE INDEX supporting_documents_by_household ON supporting_documents (household_id);
CREATE INDEX supporting_documents_by_guardian ON supporting_documents (guardian_id);
CREATE INDEX supporting_documents_by_child ON supporting_documents (child_id);

-- Texts of consent and of information (P14, P15). A version is written once; what was answered names the version that was read.
CREATE TABLE consent_texts (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('photo', 'optional_data', 'contact_by_email', 'contact_by_phone', 'policy', 'other')),
  subject TEXT NOT NULL CHECK (subject IN ('child', 'guardian')),
  rank INTEGER NOT NULL,
  retired_on TEXT CHECK (retired_on IS date(retired_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_versions (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  text_id BLOB NOT NULL REFERENCES consent_texts DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  asks_again INTEGER NOT NULL CHECK (asks_again IN (0, 1)),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_versions_by_text ON consent_versions (text_id, number);

CREATE TABLE consent_answers (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  version_id BLOB NOT NULL REFERENCES consent_versions DEFERRABLE INITIALLY DEFERRED,
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED, -- who answers
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED, -- for whom, when not for themselves
  answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'withdrawn', 'shown')),
  answered_on TEXT NOT NULL CHECK (answered_on IS date(answered_on)),
  means TEXT NOT NULL CHECK (means IN ('form', 'letter', 'email', 'desk', 'phone', 'handed', 'posted')),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_answers_by_guardian ON consent_answers (guardian_id);
CREATE INDEX consent_answers_by_child ON consent_answers (child_id);

-- Who objects to prospecting (P08): a day and no reason. Lifted, the row is buried.
CREATE TABLE prospecting_objections (
  guardian_id BLOB NOT NULL PRIMARY KEY REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  objected_on TEXT NOT NULL CHECK (objected_on IS date(objected_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
