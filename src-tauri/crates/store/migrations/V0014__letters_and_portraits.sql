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

-- Guardians are photographed too (A04), on the day they agreed. A check cannot be changed in place: both tables are made again, the chunks
-- first, so that at no time does one name a file that is not there.
CREATE TABLE attachments_made_again (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the subject of its content key
  document_id BLOB REFERENCES supporting_documents DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED, -- photographed
  contact_id BLOB REFERENCES contacts DEFERRABLE INITIALLY DEFERRED, -- photographed
  guardian_id BLOB REFERENCES guardians DEFERRABLE INITIALLY DEFERRED, -- photographed
  compartment INTEGER NOT NULL CHECK (compartment IN (1, 3, 4, 5)), -- BASE, HEALTH_RECORD, RESOURCES, BANK
  format TEXT NOT NULL CHECK (format IN ('pdf', 'jpeg', 'png')),
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'), -- its head
  agreed_on TEXT CHECK (agreed_on IS date(agreed_on)), -- the consent of the adult who is on it; a child's is in consent_answers
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK ((document_id IS NOT NULL) + (child_id IS NOT NULL) + (contact_id IS NOT NULL) + (guardian_id IS NOT NULL) = 1),
  CHECK (document_id IS NOT NULL OR (compartment = 1 AND format = 'jpeg')),
  CHECK ((agreed_on IS NOT NULL) = (contact_id IS NOT NULL OR guardian_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO attachments_made_again (id, document_id, child_id, contact_id, compartment, format, sealed, agreed_on,
  written_hlc, written_desk, written_by, deleted_hlc)
SELECT id, document_id, child_id, contact_id, compartment, format, sealed, agreed_on, written_hlc, written_desk, written_by, deleted_hlc
FROM attachments;
CREATE TABLE attachment_chunks_made_again (
  attachment_id BLOB NOT NULL REFERENCES attachments_made_again DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number >= 0),
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL,
  PRIMARY KEY (attachment_id, number)
) STRICT;
INSERT INTO attachment_chunks_made_again SELECT * FROM attachment_chunks ORDER BY attachment_id, number;
DROP TABLE attachment_chunks;
DROP TABLE attachments;
ALTER TABLE attachments_made_again RENAME TO attachments;
ALTER TABLE attachment_chunks_made_again RENAME TO attachment_chunks;
CREATE INDEX attachments_by_document ON attachments (document_id);
CREATE INDEX attachments_by_child ON attachments (child_id);
CREATE INDEX attachments_by_contact ON attachments (contact_id);
CREATE INDEX attachments_by_guardian ON attachments (guardian_id);
