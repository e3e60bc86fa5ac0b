-- The journal nobody can rewrite: what the file holds, closed months, heads printed with what leaves.

-- The mark of every table: a hash of the set of its rows, moved in the transaction that moves them. An entry of the journal signs the
-- digest of them all. Derived from the rows, and of this file alone: two desks that hold the same rows have the same marks.
CREATE TABLE state_marks (
  table_name TEXT NOT NULL PRIMARY KEY,
  row_count INTEGER NOT NULL,
  lanes BLOB NOT NULL CHECK (length(lanes) = 2048) -- 1,024 lanes of 16 bits
) STRICT;

-- A month of a desk's journal, closed: the Merkle root (RFC 6962) of the hashes of its entries, signed. Details go after their time;
-- roots stay.
CREATE TABLE audit_checkpoints (
  desk INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
  month TEXT NOT NULL CHECK (length(month) = 7),
  root BLOB NOT NULL CHECK (length(root) = 32),
  signed_text TEXT NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  detail_removed INTEGER NOT NULL CHECK (detail_removed IN (0, 1)),
  closed_hlc INTEGER NOT NULL, closed_desk INTEGER NOT NULL, closed_by BLOB NOT NULL,
  PRIMARY KEY (desk, first_seq)
) STRICT, WITHOUT ROWID;

-- Sixteen characters of the journal on the day a bordereau left: printed again, it says the same. Empty for those that left before.
ALTER TABLE bordereaux ADD COLUMN audit_head TEXT NOT NULL DEFAULT '';

CREATE INDEX audit_entries_of_schema ON audit_entries (desk, seq) WHERE operation = 'schema_reached';
CREATE INDEX audit_entries_by_agent ON audit_entries (agent_id, at_ms);
