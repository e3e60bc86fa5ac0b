-- Roles are signed statements, kept with the keys (security::entitlement): a row could be edited by whoever has a database tool.
DROP TABLE agent_roles;

-- A third copy of the slots, beside the two of the folder: what an open session mends them with. Signed and sealed by itself, so it is
-- written outside of the journal.
CREATE TABLE slot_copies (
  desk INTEGER NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
