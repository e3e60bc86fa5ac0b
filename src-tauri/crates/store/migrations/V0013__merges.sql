-- Two records that were one person's, put together; and pairs that somebody looked at and said are two.

CREATE TABLE merges (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  act_id BLOB NOT NULL CHECK (length(act_id) = 16), -- what was merged in one gesture is taken back in one
  kind TEXT NOT NULL CHECK (kind IN ('family', 'household', 'guardian', 'child')),
  kept_id BLOB NOT NULL CHECK (length(kept_id) = 16),
  absorbed_id BLOB NOT NULL CHECK (length(absorbed_id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED, -- whose file shows what was kept
  undone_hlc INTEGER,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merges_by_absorbed ON merges (absorbed_id);
CREATE INDEX merges_by_kept ON merges (kept_id);
CREATE INDEX merges_by_act ON merges (act_id);
CREATE INDEX merges_by_family ON merges (family_id);

-- What a gesture changed, row by row and column by column: nothing of it is sealed.
CREATE TABLE merge_rows (
  act_id BLOB NOT NULL CHECK (length(act_id) = 16),
  rank INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  key_text TEXT NOT NULL,
  before_text TEXT, -- NULL: the row was not there
  after_text TEXT NOT NULL,
  PRIMARY KEY (act_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE distinct_pairs (
  one_id BLOB NOT NULL CHECK (length(one_id) = 16),
  other_id BLOB NOT NULL CHECK (length(other_id) = 16), -- after the first, as bytes go
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;

-- Whose key seals a row, when it is not its household's: what was sealed for a household merged since stays under its own key.
ALTER TABLE quotients ADD COLUMN key_subject_id BLOB CHECK (length(key_subject_id) = 16);
ALTER TABLE incomes ADD COLUMN key_subject_id BLOB CHECK (length(key_subject_id) = 16);
ALTER TABLE mandate_accounts ADD COLUMN key_subject_id BLOB CHECK (length(key_subject_id) = 16);
CREATE INDEX quotients_by_key ON quotients (key_subject_id) WHERE key_subject_id IS NOT NULL;
CREATE INDEX incomes_by_key ON incomes (key_subject_id) WHERE key_subject_id IS NOT NULL;
CREATE INDEX mandate_accounts_by_key ON mandate_accounts (key_subject_id) WHERE key_subject_id IS NOT NULL;

-- An invoice is shown with the file its household is in today; its own row, and the debtor it names, are never rewritten.
DROP VIEW invoice_cards;
CREATE VIEW invoice_cards AS
SELECT i.id, i.run_id, i.number, h.family_id, i.household_id, i.debtor_reference, i.debtor_civility, i.debtor_name, i.debtor_first_name,
  i.debtor_birth_date, i.address_complement, i.address_place, i.address_street, i.address_locality, i.postal_code, i.city, i.country_code,
  i.is_resident, i.quotient_id, i.issued_on, i.due_on, i.total_cents, r.month, f.number AS family_number, f.name AS family_name,
  h.label AS household_label,
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL) AS paid_cents,
  (SELECT COUNT(*) FROM service_lines l WHERE l.invoice_id = i.id) AS line_count
FROM invoices i JOIN billing_runs r ON r.id = i.run_id JOIN households h ON h.id = i.household_id JOIN families f ON f.id = h.family_id;
