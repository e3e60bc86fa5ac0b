-- The follow-up of a family (G07): facts, and what is to be done about them.
CREATE TABLE relation_entries (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('visit', 'call', 'mail', 'incident', 'complaint', 'task')),
  happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on)),
  text TEXT NOT NULL,
  due_on TEXT CHECK (due_on IS date(due_on)),
  done_on TEXT CHECK (done_on IS date(done_on)),
  written_hlc INTEGER NOT NULL, written_by BLOB NOT NULL, -- who wrote it first, and when
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK (done_on IS NULL OR due_on IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_entries_by_family ON relation_entries (family_id);
CREATE INDEX relation_entries_due ON relation_entries (due_on) WHERE due_on IS NOT NULL AND done_on IS NULL;
