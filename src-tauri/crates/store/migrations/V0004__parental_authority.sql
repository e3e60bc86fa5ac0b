-- Parental authority child by child, from a day to a day (V01 to V03), and kinship child by child (V07). Who holds it by law has no row.

CREATE TABLE authorities (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  authority TEXT NOT NULL CHECK (authority IN ('joint', 'sole', 'delegated', 'third_party', 'lost')), -- V02: never a reason
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  -- V01: the paper that was seen, by whom; never a copy. A loss names none.
  title TEXT NOT NULL CHECK (title IN ('', 'birth_certificate', 'family_record_book', 'joint_declaration', 'agreement', 'judgment')),
  title_on TEXT CHECK (title_on IS date(title_on)),
  seen_on TEXT CHECK (seen_on IS date(seen_on)),
  seen_by BLOB REFERENCES agents DEFERRABLE INITIALLY DEFERRED,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  CHECK (authority <> 'lost' OR (title = '' AND title_on IS NULL AND seen_on IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX authorities_by_child ON authorities (child_id);
CREATE INDEX authorities_by_guardian ON authorities (guardian_id);

-- What an adult is to one child, when it is not what they are to the others.
CREATE TABLE kinships (
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  link TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (child_id, guardian_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kinships_by_guardian ON kinships (guardian_id);

-- What was said of a guardian for all the children of their family is said of each. What the law says anyway needs no row.
INSERT INTO authorities (id, child_id, guardian_id, authority, valid_from, title, updated_hlc, updated_desk, updated_by)
SELECT randomblob(16), c.child_id, g.id, iif(g.authority = 'without', 'lost', g.authority), f.followed_since, '', g.updated_hlc, g.updated_desk, g.updated_by
FROM guardians g
  JOIN households own ON own.id = g.household_id
  JOIN families f ON f.id = own.family_id
  JOIN (SELECT DISTINCT h.family_id, k.child_id FROM custodies k JOIN households h ON h.id = k.household_id WHERE k.deleted_hlc IS NULL) c
    ON c.family_id = f.id
WHERE g.deleted_hlc IS NULL AND g.authority <> 'joint';

ALTER TABLE guardians DROP COLUMN authority;
