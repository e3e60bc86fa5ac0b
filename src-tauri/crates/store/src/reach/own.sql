-- What a limited agent may reach, for one connection (TEMP: none of it is in the file).
CREATE TEMP TABLE reach (since TEXT NOT NULL, newcomers INTEGER NOT NULL);
CREATE TEMP TABLE reach_structures (id BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- The children of these structures: in a class of the school, registered in the activity, or in one the school hosts, come without
-- being; now, later, or not long ago. With them, for who registers, those whom nobody has placed yet.
CREATE TEMP VIEW own_children AS
SELECT k.id FROM main.children k CROSS JOIN temp.reach l
WHERE EXISTS (
    SELECT 1 FROM main.schoolings s JOIN main.classes c ON c.id = s.class_id JOIN temp.reach_structures x ON x.id = c.school_id
    WHERE s.child_id = k.id AND s.deleted_hlc IS NULL AND coalesce(s.valid_to, l.since) >= l.since)
  OR EXISTS (
    SELECT 1 FROM main.registrations r JOIN main.activities a ON a.id = r.activity_id
      JOIN temp.reach_structures x ON x.id IN (a.id, a.school_id)
    WHERE r.child_id = k.id AND r.deleted_hlc IS NULL AND coalesce(r.valid_to, l.since) >= l.since)
  OR EXISTS (
    SELECT 1 FROM main.attendance p JOIN main.units u ON u.id = p.unit_id JOIN main.activities a ON a.id = u.activity_id
      JOIN temp.reach_structures x ON x.id IN (a.id, a.school_id)
    WHERE p.child_id = k.id AND p.state > 0 AND p.day >= l.since)
  OR (l.newcomers
    AND NOT EXISTS (SELECT 1 FROM main.schoolings s WHERE s.child_id = k.id AND s.deleted_hlc IS NULL)
    AND NOT EXISTS (SELECT 1 FROM main.registrations r WHERE r.child_id = k.id AND r.deleted_hlc IS NULL));

-- Their families; and, for who registers, those that have no child yet.
CREATE TEMP VIEW own_families AS
SELECT f.id FROM main.families f CROSS JOIN temp.reach l
WHERE EXISTS (
    SELECT 1 FROM main.households h JOIN main.custodies u ON u.household_id = h.id AND u.deleted_hlc IS NULL
    WHERE h.family_id = f.id AND EXISTS (SELECT 1 FROM temp.own_children k WHERE k.id = u.child_id))
  OR (l.newcomers AND NOT EXISTS (
    SELECT 1 FROM main.households h JOIN main.custodies u ON u.household_id = h.id AND u.deleted_hlc IS NULL
    WHERE h.family_id = f.id));

CREATE TEMP VIEW own_households AS
SELECT h.id FROM main.households h WHERE EXISTS (SELECT 1 FROM temp.own_families f WHERE f.id = h.family_id);

CREATE TEMP VIEW own_guardians AS
SELECT g.id FROM main.guardians g WHERE EXISTS (SELECT 1 FROM temp.own_households h WHERE h.id = g.household_id);

CREATE TEMP VIEW own_invoices AS
SELECT i.id FROM main.invoices i WHERE EXISTS (SELECT 1 FROM temp.own_households h WHERE h.id = i.household_id);

CREATE TEMP VIEW own_payments AS
SELECT p.id FROM main.payments p WHERE EXISTS (SELECT 1 FROM temp.own_households h WHERE h.id = p.household_id);

CREATE TEMP VIEW own_contacts AS
SELECT c.id FROM main.contacts c WHERE EXISTS (SELECT 1 FROM temp.own_families f WHERE f.id = c.family_id);

CREATE TEMP VIEW own_documents AS
SELECT d.id FROM main.supporting_documents d
WHERE (d.child_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_children o WHERE o.id = d.child_id))
  AND (d.guardian_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_guardians o WHERE o.id = d.guardian_id))
  AND (d.household_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_households o WHERE o.id = d.household_id));

CREATE TEMP VIEW own_attachments AS
SELECT a.id FROM main.attachments a
WHERE (a.document_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_documents o WHERE o.id = a.document_id))
  AND (a.child_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_children o WHERE o.id = a.child_id))
  AND (a.contact_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_contacts o WHERE o.id = a.contact_id))
  AND (a.guardian_id IS NULL OR EXISTS (SELECT 1 FROM temp.own_guardians o WHERE o.id = a.guardian_id));

-- The history of a family says what became of its children: those of others stay unsaid.
CREATE TEMP VIEW changes AS
SELECT * FROM main.changes c
WHERE EXISTS (SELECT 1 FROM temp.own_families f WHERE f.id = c.family_id)
  AND (EXISTS (SELECT 1 FROM temp.own_children k WHERE k.id = c.subject_id)
    OR NOT EXISTS (SELECT 1 FROM main.children k WHERE k.id = c.subject_id));

CREATE TEMP VIEW search_entries AS
SELECT * FROM main.search_entries e
WHERE CASE e.kind
  WHEN 'child' THEN EXISTS (SELECT 1 FROM temp.own_children o WHERE o.id = e.subject_id)
  WHEN 'family' THEN EXISTS (SELECT 1 FROM temp.own_families o WHERE o.id = e.subject_id)
  WHEN 'guardian' THEN EXISTS (SELECT 1 FROM temp.own_guardians o WHERE o.id = e.subject_id)
END;

-- Views of the file, which read its tables and not those of the connection.
CREATE TEMP VIEW invoice_cards AS
SELECT * FROM main.invoice_cards c WHERE EXISTS (SELECT 1 FROM temp.own_households o WHERE o.id = c.household_id);

CREATE TEMP VIEW payment_cards AS
SELECT * FROM main.payment_cards c WHERE EXISTS (SELECT 1 FROM temp.own_households o WHERE o.id = c.household_id);
