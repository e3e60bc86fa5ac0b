-- Files joined to a document, and photographs of a child or of who may collect one (A04, E06). Sealed in chunks; the head of each, a sealed
-- cell under a content key of its own, holds the key of the file. The name a file came under is not kept.
CREATE TABLE attachments (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the subject of its content key
  document_id BLOB REFERENCES supporting_documents DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED, -- photographed
  contact_id BLOB REFERENCES contacts DEFERRABLE INITIALLY DEFERRED, -- photographed
  compartment INTEGER NOT NULL CHECK (compartment IN (1, 3, 4, 5)), -- BASE, HEALTH_RECORD, RESOURCES, BANK
  format TEXT NOT NULL CHECK (format IN ('pdf', 'jpeg', 'png')),
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'), -- its head
  agreed_on TEXT CHECK (agreed_on IS date(agreed_on)), -- the consent of the contact who is on it; a child's is in consent_answers
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK ((document_id IS NOT NULL) + (child_id IS NOT NULL) + (contact_id IS NOT NULL) = 1),
  CHECK (document_id IS NOT NULL OR (compartment = 1 AND format = 'jpeg')),
  CHECK ((agreed_on IS NOT NULL) = (contact_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_by_document ON attachments (document_id);
CREATE INDEX attachments_by_child ON attachments (child_id);
CREATE INDEX attachments_by_contact ON attachments (contact_id);

-- Destroyed with their file, not buried: what was taken back is no longer there.
CREATE TABLE attachment_chunks (
  attachment_id BLOB NOT NULL REFERENCES attachments DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number >= 0),
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL,
  PRIMARY KEY (attachment_id, number)
) STRICT;
