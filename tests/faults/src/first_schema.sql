-- What the later migrations made, undone: the file is left as the first one alone makes it.
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
DROP TABLE slot_copies;
CREATE TABLE agent_roles (
  agent_id BLOB NOT NULL REFERENCES agents DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('INS','FAC','SAN','TER','RPE','RES','ADM','DPO')),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL,
  PRIMARY KEY (agent_id, role, valid_from)
) STRICT, WITHOUT ROWID;
DROP INDEX audit_entries_of_schema;
DROP INDEX audit_entries_by_agent;
DROP TABLE audit_checkpoints;
DROP TABLE state_marks;
ALTER TABLE bordereaux DROP COLUMN audit_head;
DELETE FROM migrations WHERE version > 1;
PRAGMA user_version = 1;
COMMIT;
