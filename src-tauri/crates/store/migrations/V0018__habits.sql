-- Habits of small children (V15, E15): one row an answer, never rewritten. The latest of a habit holds, an empty one takes it away, and
-- those before say who had answered what, and when.

CREATE TABLE child_habits (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  habit TEXT NOT NULL,
  value TEXT NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX child_habits_by_child ON child_habits (child_id);
