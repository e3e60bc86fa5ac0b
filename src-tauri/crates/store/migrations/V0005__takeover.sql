-- Families taken over from another product. A batch of them is one more kind of file received: a list of kinds cannot be altered, so the
-- table is made again under its name, its rows put back; what refers to them (deferred) is looked at when all of it is there.
CREATE TEMP TABLE import_batches_before AS SELECT * FROM import_batches;
DROP TABLE import_batches;
CREATE TABLE import_batches (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('quotients', 'returns', 'families')),
  file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
  accepted INTEGER NOT NULL, to_check INTEGER NOT NULL, refused INTEGER NOT NULL,
  undone_hlc INTEGER,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO import_batches (id, kind, file_name, sha256, accepted, to_check, refused, undone_hlc, written_hlc, written_desk, written_by)
SELECT id, kind, file_name, sha256, accepted, to_check, refused, undone_hlc, written_hlc, written_desk, written_by FROM temp.import_batches_before;
DROP TABLE temp.import_batches_before;

-- What a family was in the product the town left: read again, the same file adds nothing.
CREATE TABLE external_ids (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  import_batch_id BLOB NOT NULL REFERENCES import_batches DEFERRABLE INITIALLY DEFERRED,
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  profile TEXT NOT NULL, -- which product, or `generic`
  external_key TEXT NOT NULL, -- the number it had there, empty when the file gave none
  identity TEXT NOT NULL, -- a digest of the names and births of its members: a number alone may be another file's
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX external_ids_by_batch ON external_ids (import_batch_id);
CREATE INDEX external_ids_by_family ON external_ids (family_id);

-- A household is written before the guardian who owes its invoices: until they are, the engine looks for whom each guardian owes for.
CREATE INDEX households_by_debtor ON households (debtor_id);
