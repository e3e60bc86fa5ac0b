-- SEPA mandates (F04, F05). The reference and the dates say nothing of a bank; the account is sealed to BANK, one row for each the mandate
-- has named: an amendment adds a row and rewrites none.

CREATE TABLE mandates (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  reference TEXT NOT NULL,
  signed_on TEXT CHECK (signed_on IS date(signed_on)),
  presented_on TEXT CHECK (presented_on IS date(presented_on)),
  revoked_on TEXT CHECK (revoked_on IS date(revoked_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
-- A reference is never given again, not even that of a mandate removed.
CREATE UNIQUE INDEX mandates_by_reference ON mandates (reference);
CREATE INDEX mandates_by_household ON mandates (household_id);

CREATE TABLE mandate_accounts ( -- BANK
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  mandate_id BLOB NOT NULL REFERENCES mandates DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED, -- whose key seals it
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX mandate_accounts_by_mandate ON mandate_accounts (mandate_id);
CREATE INDEX mandate_accounts_by_household ON mandate_accounts (household_id);
