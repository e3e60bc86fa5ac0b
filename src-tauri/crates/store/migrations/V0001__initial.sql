-- Préau, first schema.
-- Rules (design: several desks from the first migration): STRICT tables, an explicit PRIMARY KEY everywhere,
-- 16-byte UUIDv7 identifiers, no AUTOINCREMENT, no trigger on a table that desks exchange, no default that reads the clock
-- or randomness, amounts in integer cents, dates as ISO text, a hybrid logical clock (`*_hlc`) and the writing desk on every
-- row that may change, a tombstone (`deleted_hlc`) instead of DELETE, foreign keys deferred so that a merge may apply in any order.
-- A sealed column is a BLOB named `sealed*` whose first byte is the format of the cell (1).

-- ── The town, its desks and its agents ──────────────────────────────────────────────────────────────────────────────
CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  login TEXT NOT NULL,
  display_name TEXT NOT NULL,
  left_on TEXT CHECK (left_on IS date(left_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_roles (
  agent_id BLOB NOT NULL REFERENCES agents DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('INS','FAC','SAN','TER','RPE','RES','ADM','DPO')),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL,
  PRIMARY KEY (agent_id, role, valid_from)
) STRICT, WITHOUT ROWID;

-- One content key per subject (a child, a household) and compartment, wrapped under the compartment key.
CREATE TABLE content_keys (
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  compartment INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL,
  PRIMARY KEY (subject_id, compartment)
) STRICT, WITHOUT ROWID;

CREATE TABLE ui_settings (
  agent_id BLOB NOT NULL REFERENCES agents DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (agent_id, name)
) STRICT, WITHOUT ROWID;

-- What an agent was typing, sealed for that agent alone.
CREATE TABLE drafts (
  agent_id BLOB NOT NULL REFERENCES agents DEFERRABLE INITIALLY DEFERRED,
  key TEXT NOT NULL,
  sealed BLOB NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (agent_id, key)
) STRICT, WITHOUT ROWID;

-- ── Families ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE families (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  followed_since TEXT NOT NULL CHECK (followed_since IS date(followed_since)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX families_by_number ON families (number);

CREATE TABLE households (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL CHECK (label GLOB '[A-Z]'),
  -- NF Z10-011: six lines of 38 characters; the recipient's line is made from the debtor.
  address_complement TEXT NOT NULL, address_place TEXT NOT NULL, address_street TEXT NOT NULL,
  address_locality TEXT NOT NULL, postal_code TEXT NOT NULL, city TEXT NOT NULL, country_code TEXT NOT NULL, insee TEXT NOT NULL,
  is_resident INTEGER NOT NULL CHECK (is_resident IN (0, 1)),
  debtor_id BLOB REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  regime TEXT NOT NULL DEFAULT '',
  -- RESOURCES: organisme + matricule (V17).
  sealed_allocataire BLOB CHECK (substr(sealed_allocataire, 1, 1) = x'01'),
  -- What the desk may know of the quotient (F03): the bracket's name, its month and its last day, never the value.
  bracket_label TEXT, quotient_month TEXT, quotient_until TEXT CHECK (quotient_until IS date(quotient_until)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX households_by_family ON households (family_id);

CREATE TABLE guardians (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  rank INTEGER NOT NULL,
  civility TEXT NOT NULL CHECK (civility IN ('', 'M', 'MME', 'METMME', 'MOUMME')),
  birth_name TEXT NOT NULL, usage_name TEXT NOT NULL, first_names TEXT NOT NULL,
  birth_date TEXT CHECK (birth_date IS date(birth_date)), birth_place TEXT NOT NULL,
  link TEXT NOT NULL, -- V07, a closed list
  authority TEXT NOT NULL CHECK (authority IN ('joint', 'sole', 'delegated', 'without')), -- V02, V03: never a reason
  email TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX guardians_by_household ON guardians (household_id);

CREATE TABLE phones (
  guardian_id BLOB NOT NULL REFERENCES guardians DEFERRABLE INITIALLY DEFERRED,
  call_rank INTEGER NOT NULL,
  number TEXT NOT NULL, -- E.164
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (guardian_id, call_rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX phones_by_number ON phones (number);

CREATE TABLE children (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_name TEXT NOT NULL, first_names TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('', 'F', 'M')),
  birth_date TEXT NOT NULL CHECK (birth_date IS date(birth_date)), birth_place TEXT NOT NULL,
  -- E14: a neutral list, no reason; E18: the family doctor. Both are for the desk and the kitchen.
  diet_code TEXT NOT NULL, doctor_name TEXT NOT NULL, doctor_phone TEXT NOT NULL,
  -- E16: what the desk sees of the vaccinations: a light and a date, never which.
  health_light TEXT NOT NULL CHECK (health_light IN ('unknown', 'up_to_date', 'to_complete')),
  health_due_on TEXT CHECK (health_due_on IS date(health_due_on)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX children_by_birth ON children (birth_date);

CREATE TABLE custodies (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  pattern TEXT NOT NULL CHECK (pattern IN ('always', 'even_weeks', 'odd_weeks', 'share')),
  change_weekday INTEGER NOT NULL CHECK (change_weekday BETWEEN 1 AND 7),
  share_permille INTEGER NOT NULL CHECK (share_permille BETWEEN 0 AND 1000),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX custodies_by_child ON custodies (child_id);
CREATE INDEX custodies_by_household ON custodies (household_id);

CREATE TABLE contacts (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL, first_names TEXT NOT NULL, link TEXT NOT NULL, phone TEXT NOT NULL,
  emergency_rank INTEGER,
  may_pick_up INTEGER NOT NULL CHECK (may_pick_up IN (0, 1)),
  document_to_show TEXT NOT NULL,
  valid_from TEXT CHECK (valid_from IS date(valid_from)), valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_family ON contacts (family_id);

-- « Qui, quand, avant ? » of the fields anyone who opens the file may read. A sealed value never comes here: its own history
-- is sealed beside it.
CREATE TABLE changes (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  label TEXT NOT NULL, before_text TEXT NOT NULL, after_text TEXT NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_by_family ON changes (family_id, written_hlc);

-- RESOURCES: value, kind, source, calculation month, agent. A row is never rewritten: a new value is a new row.
CREATE TABLE quotients (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  import_batch_id BLOB,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX quotients_by_household ON quotients (household_id);

-- ── Health. One padded sealed record per child always exists, so that its presence says nothing ─────────────────────
CREATE TABLE health_instructions ( -- HEALTH_OP
  child_id BLOB NOT NULL PRIMARY KEY REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE health_records ( -- HEALTH_RECORD
  child_id BLOB NOT NULL PRIMARY KEY REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01'),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Schools and activities ──────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE schools (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL, uai TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  school_id BLOB NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
  school_year TEXT NOT NULL, -- '2025-2026'
  name TEXT NOT NULL, grade TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX classes_by_school ON classes (school_id, school_year);

CREATE TABLE schoolings (
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  class_id BLOB NOT NULL REFERENCES classes DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (child_id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX schoolings_by_class ON schoolings (class_id);

CREATE TABLE activities (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('school_meals', 'periscolaire', 'alsh')),
  name TEXT NOT NULL, facility TEXT NOT NULL,
  school_id BLOB REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
  -- Accounting of the town, agreed with its treasury; never in the code.
  nature_code TEXT NOT NULL, function_code TEXT NOT NULL, service_code TEXT NOT NULL, local_product_code TEXT NOT NULL,
  -- Until when a cancellation is in time: before the start, so many hours before, or until a minute of the day so many days before.
  notice_kind TEXT NOT NULL CHECK (notice_kind IN ('until_start', 'hours_before', 'days_before')),
  notice_count INTEGER NOT NULL, notice_minute INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  activity_id BLOB NOT NULL REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL, -- heads its column: 'M', 'R', 'S'
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('meal', 'slot', 'half_day', 'day')),
  start_minute INTEGER NOT NULL, end_minute INTEGER NOT NULL, -- minutes from midnight
  with_meal INTEGER NOT NULL CHECK (with_meal IN (0, 1)),
  by_minutes INTEGER NOT NULL CHECK (by_minutes IN (0, 1)),
  capacity INTEGER, -- NULL: no limit
  weekdays INTEGER NOT NULL, -- bit 0 = Monday
  in_term INTEGER NOT NULL CHECK (in_term IN (0, 1)),
  in_holidays INTEGER NOT NULL CHECK (in_holidays IN (0, 1)),
  rank INTEGER NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX units_by_activity ON units (activity_id);

-- Closed by decision of the town: every activity, one of them, or one of its units.
CREATE TABLE closures (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  activity_id BLOB REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  unit_id BLOB REFERENCES units DEFERRABLE INITIALLY DEFERRED,
  first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
  last_day TEXT NOT NULL CHECK (last_day IS date(last_day)),
  reason TEXT NOT NULL,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE registrations (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  activity_id BLOB NOT NULL REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'waiting')),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX registrations_by_child ON registrations (child_id);
CREATE INDEX registrations_by_activity ON registrations (activity_id);

CREATE TABLE weekly_patterns (
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  unit_id BLOB NOT NULL REFERENCES units DEFERRABLE INITIALLY DEFERRED,
  even_weekdays INTEGER NOT NULL, odd_weekdays INTEGER NOT NULL, -- of even and odd ISO weeks; bit 0 = Monday
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (child_id, unit_id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX weekly_patterns_by_unit ON weekly_patterns (unit_id);

-- A presence is a fact known by child, day and unit: two desks that note the same one converge.
-- The day comes first: a month of billing and a day sheet are both one run of the tree.
CREATE TABLE attendance (
  day TEXT NOT NULL CHECK (length(day) = 10),
  unit_id BLOB NOT NULL REFERENCES units DEFERRABLE INITIALLY DEFERRED,
  child_id BLOB NOT NULL REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  -- 1 booked, 2 present, 3 unexpected, 4 absent excused, 5 absent unexcused, 6 cancelled in time, 7 cancelled late, 8 waiting;
  -- 0 is the tombstone of a fact withdrawn.
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 8),
  minutes INTEGER,
  updated_hlc INTEGER NOT NULL, updated_desk INTEGER NOT NULL, updated_by BLOB NOT NULL,
  PRIMARY KEY (day, unit_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_child ON attendance (child_id, day);

-- ── Tariffs: immutable versions ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE tariffs (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  activity_id BLOB NOT NULL REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  unit_id BLOB REFERENCES units DEFERRABLE INITIALLY DEFERRED, -- NULL: every unit of the activity
  name TEXT NOT NULL, deliberation TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('bracket', 'effort_rate', 'unit_price')),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_to TEXT CHECK (valid_to IS date(valid_to)),
  -- The price is for a unit, or (not NULL) for an hour counted by begun steps of so many minutes.
  step_minutes INTEGER,
  -- Each method fills its own columns; those of non-residents are NULL when residents' terms are for all.
  price_cents INTEGER, non_resident_price_cents INTEGER,
  effort_base TEXT CHECK (effort_base IN ('quotient', 'monthly_income')),
  effort_rate TEXT, floor_cents INTEGER, cap_cents INTEGER, -- a rate is a decimal factor: '0.0062'
  non_resident_effort_rate TEXT, non_resident_floor_cents INTEGER, non_resident_cap_cents INTEGER,
  sibling_scope TEXT CHECK (sibling_scope IN ('same_activity', 'any_activity')), -- NULL: no reduction
  siblings_not_at_highest INTEGER NOT NULL CHECK (siblings_not_at_highest IN (0, 1)),
  billed_states INTEGER NOT NULL, -- bit n = state n is billed
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tariffs_by_activity ON tariffs (activity_id);

CREATE TABLE tariff_brackets (
  tariff_id BLOB NOT NULL REFERENCES tariffs DEFERRABLE INITIALLY DEFERRED,
  rank INTEGER NOT NULL,
  up_to_cents INTEGER, -- highest quotient of the bracket, included, in cents; NULL: no bound
  price_cents INTEGER NOT NULL, non_resident_price_cents INTEGER,
  PRIMARY KEY (tariff_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariff_sibling_discounts (
  tariff_id BLOB NOT NULL REFERENCES tariffs DEFERRABLE INITIALLY DEFERRED,
  sibling_rank INTEGER NOT NULL, -- from this rank on; 2 = second child
  discount_permille INTEGER NOT NULL CHECK (discount_permille BETWEEN 0 AND 1000),
  PRIMARY KEY (tariff_id, sibling_rank)
) STRICT, WITHOUT ROWID;

-- ── Billing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Numbers without a gap; taken inside the transaction that uses them.
CREATE TABLE gapless_sequences (
  name TEXT NOT NULL PRIMARY KEY, -- 'invoice/2026', 'bordereau/2026', 'family'
  first_value INTEGER NOT NULL, -- 1, or where the town had left its own numbers
  next_value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE billing_runs (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  month TEXT NOT NULL CHECK (length(month) = 7),
  exercice INTEGER NOT NULL,
  issued_on TEXT NOT NULL, due_on TEXT NOT NULL,
  digest TEXT NOT NULL,
  invoice_count INTEGER NOT NULL, line_count INTEGER NOT NULL, total_cents INTEGER NOT NULL,
  first_number TEXT NOT NULL, last_number TEXT NOT NULL,
  audit_head TEXT NOT NULL,
  letterhead TEXT NOT NULL, -- what every invoice of the run prints of the town and of the ways to pay, as JSON
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX billing_runs_by_month ON billing_runs (month);

CREATE TABLE invoices (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  run_id BLOB NOT NULL REFERENCES billing_runs DEFERRABLE INITIALLY DEFERRED,
  number TEXT NOT NULL,
  family_id BLOB NOT NULL REFERENCES families DEFERRABLE INITIALLY DEFERRED,
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  -- The payer as it was on the day of issue.
  debtor_reference TEXT NOT NULL, debtor_civility TEXT NOT NULL, debtor_name TEXT NOT NULL, debtor_first_name TEXT NOT NULL,
  debtor_birth_date TEXT,
  address_complement TEXT NOT NULL, address_place TEXT NOT NULL, address_street TEXT NOT NULL,
  address_locality TEXT NOT NULL, postal_code TEXT NOT NULL, city TEXT NOT NULL, country_code TEXT NOT NULL,
  is_resident INTEGER NOT NULL,
  -- The quotient its prices depend on. Its value is RESOURCES: explanations never hold it, it is opened from its own row.
  quotient_id BLOB REFERENCES quotients DEFERRABLE INITIALLY DEFERRED,
  issued_on TEXT NOT NULL, due_on TEXT NOT NULL,
  total_cents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invoices_by_run ON invoices (run_id);
CREATE INDEX invoices_by_number ON invoices (number);
CREATE INDEX invoices_by_household ON invoices (household_id);
CREATE INDEX invoices_by_family ON invoices (family_id);

CREATE TABLE service_lines (
  invoice_id BLOB NOT NULL REFERENCES invoices DEFERRABLE INITIALLY DEFERRED,
  rank INTEGER NOT NULL,
  child_id BLOB REFERENCES children DEFERRABLE INITIALLY DEFERRED,
  activity_id BLOB REFERENCES activities DEFERRABLE INITIALLY DEFERRED,
  unit_id BLOB REFERENCES units DEFERRABLE INITIALLY DEFERRED,
  child_name TEXT NOT NULL, label TEXT NOT NULL,
  quantity_thousandths INTEGER NOT NULL, -- 1000 = one meal, one day; hours may be broken
  unit_price_cents INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  explanation TEXT NOT NULL, -- the domain's Explanation, as JSON, without the value of the quotient
  nature_code TEXT NOT NULL, function_code TEXT NOT NULL, service_code TEXT NOT NULL, local_product_code TEXT NOT NULL,
  adjustment_id BLOB REFERENCES adjustments DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (invoice_id, rank)
) STRICT, WITHOUT ROWID;

-- A correction is a new line with its reason, taken by the household's next run.
CREATE TABLE adjustments (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  original_invoice_id BLOB REFERENCES invoices DEFERRABLE INITIALLY DEFERRED,
  original_rank INTEGER,
  child_id BLOB, activity_id BLOB,
  label TEXT NOT NULL, reason TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  carried_run_id BLOB REFERENCES billing_runs DEFERRABLE INITIALLY DEFERRED, -- the run whose total was too small or negative
  -- Of a service carried over: the Explanation it was priced with, without the value of the quotient, and whose quotient it was.
  explanation TEXT, quotient_id BLOB REFERENCES quotients DEFERRABLE INITIALLY DEFERRED,
  invoice_id BLOB REFERENCES invoices DEFERRABLE INITIALLY DEFERRED, -- the invoice that took it
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX adjustments_by_household ON adjustments (household_id);
CREATE INDEX adjustments_by_carried_run ON adjustments (carried_run_id) WHERE carried_run_id IS NOT NULL;
CREATE INDEX adjustments_waiting ON adjustments (invoice_id) WHERE invoice_id IS NULL;

-- ── Payments ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payments (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  household_id BLOB NOT NULL REFERENCES households DEFERRABLE INITIALLY DEFERRED,
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on)),
  amount_cents INTEGER NOT NULL, -- negative: a rejected direct debit, a cancellation by counter-entry
  method TEXT NOT NULL, reference TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('desk', 'tresor')),
  receipt_number TEXT, -- F08: numbered without a gap; NULL for what the treasury collected
  cancels_payment_id BLOB REFERENCES payments DEFERRABLE INITIALLY DEFERRED,
  import_batch_id BLOB, import_fingerprint TEXT, -- what makes one line of a treasury return unique
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX payments_by_household ON payments (household_id);
CREATE INDEX payments_by_day ON payments (received_on);
CREATE INDEX payments_by_cancelled ON payments (cancels_payment_id) WHERE cancels_payment_id IS NOT NULL;
CREATE INDEX payments_by_batch ON payments (import_batch_id) WHERE import_batch_id IS NOT NULL;
CREATE INDEX payments_by_fingerprint ON payments (import_fingerprint) WHERE import_fingerprint IS NOT NULL;

CREATE TABLE allocations (
  payment_id BLOB NOT NULL REFERENCES payments DEFERRABLE INITIALLY DEFERRED,
  invoice_id BLOB NOT NULL REFERENCES invoices DEFERRABLE INITIALLY DEFERRED,
  amount_cents INTEGER NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER,
  PRIMARY KEY (payment_id, invoice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocations_by_invoice ON allocations (invoice_id);

-- ── Amounts as lists show them ──────────────────────────────────────────────────────────────────────────────────────
CREATE VIEW run_cards AS
SELECT r.*, COALESCE(a.display_name, '') AS agent_name, b.id AS bordereau_id, b.number AS bordereau_number,
  (SELECT COALESCE(SUM(al.amount_cents), 0) FROM invoices i JOIN allocations al ON al.invoice_id = i.id AND al.deleted_hlc IS NULL
   WHERE i.run_id = r.id) AS paid_cents
FROM billing_runs r LEFT JOIN agents a ON a.id = r.written_by LEFT JOIN bordereaux b ON b.run_id = r.id;

CREATE VIEW invoice_cards AS
SELECT i.*, r.month, f.number AS family_number, f.name AS family_name, h.label AS household_label,
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL) AS paid_cents,
  (SELECT COUNT(*) FROM service_lines l WHERE l.invoice_id = i.id) AS line_count
FROM invoices i JOIN billing_runs r ON r.id = i.run_id JOIN families f ON f.id = i.family_id JOIN households h ON h.id = i.household_id;

CREATE VIEW payment_cards AS
SELECT p.*, h.label AS household_label, f.id AS family_id, f.number AS family_number, f.name AS family_name,
  (SELECT c.id FROM payments c WHERE c.cancels_payment_id = p.id AND c.deleted_hlc IS NULL) AS cancelled_by,
  COALESCE(g.display_name, '') AS agent_name,
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a WHERE a.payment_id = p.id AND a.deleted_hlc IS NULL) AS allocated_cents
FROM payments p JOIN households h ON h.id = p.household_id JOIN families f ON f.id = h.family_id LEFT JOIN agents g ON g.id = p.written_by
WHERE p.deleted_hlc IS NULL;

-- ── Files of others ─────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE bordereaux (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  run_id BLOB NOT NULL REFERENCES billing_runs DEFERRABLE INITIALLY DEFERRED,
  exercice INTEGER NOT NULL, number INTEGER NOT NULL, issued_on TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE titres (
  bordereau_id BLOB NOT NULL REFERENCES bordereaux DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  invoice_id BLOB NOT NULL REFERENCES invoices DEFERRABLE INITIALLY DEFERRED,
  amount_cents INTEGER NOT NULL, -- what was left to pay of the invoice
  settled_cents INTEGER NOT NULL, -- what was paid of it before: never claimed again
  PRIMARY KEY (bordereau_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX titres_by_invoice ON titres (invoice_id);

-- A batch sent out: its bytes are frozen, exporting again gives the same ones.
CREATE TABLE exported_files (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('titres_csv', 'pes_ormc', 'caf_alsh')),
  subject TEXT NOT NULL, -- the bordereau's id, or the period
  file_name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT;
CREATE INDEX exported_files_by_subject ON exported_files (kind, subject);

CREATE TABLE import_batches (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('quotients', 'returns')),
  file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
  accepted INTEGER NOT NULL, to_check INTEGER NOT NULL, refused INTEGER NOT NULL,
  undone_hlc INTEGER,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Money the treasury says it collected, whose invoice nobody has found yet.
CREATE TABLE suspended_returns (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  import_batch_id BLOB NOT NULL REFERENCES import_batches DEFERRABLE INITIALLY DEFERRED,
  line INTEGER NOT NULL,
  operation_on TEXT NOT NULL CHECK (operation_on IS date(operation_on)),
  amount_cents INTEGER NOT NULL,
  method TEXT NOT NULL, statement TEXT NOT NULL, reason TEXT NOT NULL,
  state TEXT NOT NULL, remaining_cents INTEGER, -- what the line says of the titre, kept until its invoice is known
  fingerprint TEXT NOT NULL,
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;

-- What the treasury said of an invoice: where its titre stands, what is left to recover. It moves no money.
CREATE TABLE treasury_news (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  import_batch_id BLOB NOT NULL REFERENCES import_batches DEFERRABLE INITIALLY DEFERRED,
  invoice_id BLOB NOT NULL REFERENCES invoices DEFERRABLE INITIALLY DEFERRED,
  said_on TEXT NOT NULL CHECK (said_on IS date(said_on)),
  state TEXT NOT NULL CHECK (state IN ('', 'SOLDE', 'PARTIEL', 'IMPAYE', 'REJETE', 'ANNULE', 'NON_VALEUR')),
  remaining_cents INTEGER,
  statement TEXT NOT NULL,
  fingerprint TEXT NOT NULL, -- of the line: a line that paid has the same in `payments`
  written_hlc INTEGER NOT NULL, written_desk INTEGER NOT NULL, written_by BLOB NOT NULL, deleted_hlc INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX treasury_news_by_invoice ON treasury_news (invoice_id);
CREATE INDEX treasury_news_by_batch ON treasury_news (import_batch_id);

-- ── The audit log: one chain per desk, appended in the transaction of the change it describes ───────────────────────
CREATE TABLE audit_entries (
  desk INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, -- wall clock, milliseconds since 1970; the order is `seq`, never the clock
  hlc INTEGER NOT NULL,
  agent_id BLOB NOT NULL,
  operation TEXT NOT NULL,
  object_kind TEXT NOT NULL, object_id BLOB,
  before_digest BLOB, after_digest BLOB,
  sealed_detail BLOB, -- AUDIT; removed after its retention, its digest stays in the chain
  detail_digest BLOB NOT NULL,
  previous BLOB NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY (desk, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_entries_by_object ON audit_entries (object_id);

-- ── Finding. Derived from BASE only (names, telephones, numbers): rebuilt, never exchanged between desks ────────────
-- What can be found, each under the row of the index that holds its words. The index keeps no text of its own.
CREATE TABLE search_entries (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('family', 'child', 'guardian')),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16)
) STRICT;
CREATE UNIQUE INDEX search_entries_by_subject ON search_entries (subject_id);

CREATE VIRTUAL TABLE search_index USING fts5(
  kind, words, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
