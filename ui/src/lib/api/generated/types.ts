// Generated from the command table: `./x generate`. Do not edit.

export type AccessRow = { 
/**
 * Name.
 */
command: string, 
/**
 * Name of the right.
 */
right: string, 
/**
 * What the right allows, in French.
 */
label: string, 
/**
 * Codes of the roles that have it.
 */
roles: Array<string>, 
/**
 * Compartments it opens.
 */
compartments: Array<string>, 
/**
 * Rights by which the answer says more, with who holds them and what they open.
 */
joint: Array<string>, 
/**
 * What the journal keeps of it, in French.
 */
journal: string, };

export type AccessTableView = { 
/**
 * The commands.
 */
rows: Array<AccessRow>, };

export type AccountDraft = { 
/**
 * IBAN, spaces and case indifferent.
 */
iban: string, 
/**
 * BIC; empty inside the European Economic Area.
 */
bic: string, 
/**
 * Whose account it is, as on the RIB.
 */
holder: string, };

export type AccountEntry = { 
/**
 * Day.
 */
on: string, 
/**
 * What it is.
 */
kind: AccountEntryKind, 
/**
 * `Facture 2026-000012, mars 2026`.
 */
label: string, 
/**
 * The invoice.
 */
invoice: InvoiceId | null, 
/**
 * The payment.
 */
payment: PaymentId | null, 
/**
 * What it adds to the debt; negative for a payment.
 */
amount_cents: Cents, 
/**
 * What is owed after it.
 */
balance_cents: Cents, 
/**
 * A payment that was taken back since: it stays in the account, and cannot be taken back twice.
 */
is_cancelled: boolean, };

export type AccountEntryKind = "invoice" | "payment" | "cancellation";

export type AccountRowView = { 
/**
 * `FR ···· 2606`.
 */
iban_end: string, 
/**
 * Whose account it is.
 */
holder: string, 
/**
 * First day it may be debited.
 */
from: string, 
/**
 * When it was written, milliseconds since 1970.
 */
recorded_at_ms: number, 
/**
 * Who wrote it.
 */
recorded_by: string, };

export type AccountView = { 
/**
 * In groups of four, as on a RIB.
 */
iban: string, 
/**
 * BIC, may be empty.
 */
bic: string, 
/**
 * Whose account it is.
 */
holder: string, };

export type ActivityId = string;

export type ActivityKind = "school_meals" | "periscolaire" | "alsh";

export type ActivityListView = { 
/**
 * The activities, in their order.
 */
activities: Array<ActivityView>, };

export type ActivitySaveRequest = { 
/**
 * The activity; none to create one.
 */
id: ActivityId | null, 
/**
 * Where it takes place; may be empty.
 */
facility: string, 
/**
 * Its place in lists.
 */
rank: number, 
/**
 * Name shown.
 */
name: string, 
/**
 * Kind.
 */
kind: ActivityKind, 
/**
 * School it depends on.
 */
school: SchoolId | null, 
/**
 * Where its receipts go.
 */
imputation: ImputationDraft, 
/**
 * Until when a booking may be cancelled without being billed.
 */
notice: NoticePeriod, };

export type ActivityTotal = { 
/**
 * Activity; none for corrections tied to none.
 */
activity: ActivityId | null, 
/**
 * Its name.
 */
name: string, 
/**
 * `3 012 repas`, `2 140 h`.
 */
quantity: string, 
/**
 * Lines.
 */
lines: number, 
/**
 * Amount.
 */
amount_cents: Cents, };

export type ActivityView = { 
/**
 * Identifier.
 */
id: ActivityId, 
/**
 * Kind.
 */
kind: ActivityKind, 
/**
 * The kind in French.
 */
kind_label: string, 
/**
 * Name.
 */
name: string, 
/**
 * Where it takes place.
 */
facility: string, 
/**
 * School it depends on.
 */
school_id: SchoolId | null, 
/**
 * That school's name.
 */
school_name: string | null, 
/**
 * Where its receipts go in the accounts.
 */
imputation: ImputationDraft, 
/**
 * Until when a booking may be cancelled without being billed.
 */
notice: NoticePeriod, 
/**
 * The same as a sentence.
 */
notice_label: string, 
/**
 * Its place in lists.
 */
rank: number, 
/**
 * Children registered today.
 */
registered: number, 
/**
 * Children waiting for a registration today.
 */
waiting: number, 
/**
 * Its units.
 */
units: Array<UnitView>, };

export type AddressDraft = { 
/**
 * Line 2: flat, staircase, floor.
 */
apartment: string, 
/**
 * Line 3: building, residence, entrance.
 */
building: string, 
/**
 * Line 4: number and street.
 */
street: string, 
/**
 * Line 5: hamlet, post-office box.
 */
locality: string, 
/**
 * Line 6: postcode.
 */
postcode: string, 
/**
 * Line 6: town.
 */
city: string, 
/**
 * Last line abroad; empty in France.
 */
country: string, 
/**
 * INSEE code of the commune, when chosen from the list: it decides who is a resident.
 */
insee: string, };

export type AddressId = string;

export type AdjustmentAddRequest = { 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * Invoice corrected, if any.
 */
invoice: InvoiceId | null, 
/**
 * Line corrected, if any.
 */
rank: number | null, 
/**
 * Where the amount goes in the accounts; the line's activity when a line is corrected.
 */
activity: ActivityId | null, 
/**
 * What is corrected, as the family will read it; made from the line when empty.
 */
label: string, 
/**
 * Why, as the family will read it.
 */
reason: string, 
/**
 * Positive is due, negative in the family's favour.
 */
amount_cents: Cents, };

export type AdjustmentId = string;

export type AdjustmentListView = { 
/**
 * The latest first.
 */
adjustments: Array<AdjustmentRow>, 
/**
 * Sum of those that wait.
 */
pending_cents: Cents, };

export type AdjustmentRequest = { 
/**
 * Correction.
 */
adjustment: AdjustmentId, };

export type AdjustmentRow = { 
/**
 * Identifier.
 */
id: AdjustmentId, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Invoice corrected.
 */
original_invoice: InvoiceId | null, 
/**
 * Its number.
 */
original_number: string | null, 
/**
 * What is corrected.
 */
label: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Positive is due, negative in the family's favour.
 */
amount_cents: Cents, 
/**
 * The invoice that took it; none while it waits.
 */
taken_by: InvoiceId | null, 
/**
 * Its number.
 */
taken_number: string | null, 
/**
 * Who wrote it.
 */
agent_name: string, 
/**
 * Whether a run carried it over, rather than an agent typed it.
 */
is_carried_over: boolean, };

export type AdvanceRow = { 
/**
 * The payment.
 */
payment: PaymentId, 
/**
 * Day of receipt.
 */
received_on: string, 
/**
 * Name of its means.
 */
method_label: string, 
/**
 * What was written of it.
 */
reference: string, 
/**
 * What may still be set against invoices.
 */
advance_cents: Cents, };

export type AgeBand = "under6" | "from6_to11" | "from12_to17";

export type AgentListView = { 
/**
 * Agents, gone or not, by name.
 */
agents: Array<AgentView>, 
/**
 * The eight roles.
 */
roles: Array<RoleView>, 
/**
 * Compartments whose key the agent at the desk holds, hence may entrust.
 */
entrustable: Array<string>, 
/**
 * Schools and activities a role may be limited to.
 */
structures: Array<StructureView>, };

export type AgentRequest = { 
/**
 * The agent.
 */
agent: string, };

export type AgentRestoreRequest = { 
/**
 * The sheets.
 */
sheets: TypedSheets, 
/**
 * Login: of an agent known here, or a new one.
 */
login: string, 
/**
 * Name shown, for a new one.
 */
display_name: string, 
/**
 * The password they chose.
 */
password: string, };

export type AgentRestoredView = { 
/**
 * The agent.
 */
agent: string, 
/**
 * Their login.
 */
login: string, 
/**
 * Whether they are new here.
 */
is_new: boolean, };

export type AgentRoleEndRequest = { 
/**
 * The agent.
 */
agent: string, 
/**
 * Role code.
 */
role: string, 
/**
 * Last day; yesterday when absent, so that it is over now.
 */
on: string | null, };

export type AgentRoleRequest = { 
/**
 * The agent.
 */
agent: string, 
/**
 * Role code.
 */
role: string, 
/**
 * First day; today when absent.
 */
valid_from: string | null, 
/**
 * Last day.
 */
valid_to: string | null, 
/**
 * Schools and activities it is limited to.
 */
structures?: string[], 
/**
 * Who asked for it.
 */
requested_by?: string, };

export type AgentView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
display_name: string, 
/**
 * Roles ever held.
 */
roles: Array<HeldRoleView>, 
/**
 * Keys: those their roles of today call for, and those they hold.
 */
keys: Array<KeyView>, 
/**
 * Last day, once gone.
 */
left_on: string | null, 
/**
 * Whether this is the agent at the desk.
 */
is_self: boolean, };

export type AgentWelcomeRequest = { 
/**
 * The agent who comes back, none for a new one.
 */
agent: string | null, 
/**
 * Login.
 */
login: string, 
/**
 * Name shown to colleagues.
 */
display_name: string, 
/**
 * Role codes of a new agent.
 */
roles: Array<string>, 
/**
 * The password they chose.
 */
password: string, 
/**
 * First day of a new agent's roles; today when absent.
 */
valid_from?: string | null, 
/**
 * Last day of their roles.
 */
valid_to?: string | null, 
/**
 * Schools and activities their roles are limited to.
 */
structures?: string[], 
/**
 * Who asked for it.
 */
requested_by?: string, 
/**
 * Who saw that it is them: asked for when an agent comes back.
 */
witness?: SecondPerson, };

export type AlertListView = { 
/**
 * Latest first.
 */
entries: Array<AuditEntryView>, };

export type Allergen = { "kind": "regulated", 
/**
 * 1 to 14.
 */
code: number, } | { "kind": "other", 
/**
 * Its name.
 */
name: string, };

export type AllergyDraft = { 
/**
 * To what.
 */
allergen: Allergen, 
/**
 * How bad.
 */
severity: AllergySeverity, 
/**
 * What to do: ingestion, contact, gestures.
 */
instruction: string, };

export type AllergySeverity = "mild" | "moderate" | "severe";

export type AllergyView = { 
/**
 * To what.
 */
label: string, 
/**
 * How bad.
 */
severity: AllergySeverity, 
/**
 * In French.
 */
severity_label: string, 
/**
 * What to do.
 */
instruction: string, };

export type AllocataireEntry = { 
/**
 * Code of the caisse: `291`.
 */
organisme: string, 
/**
 * Number: `1234567A`.
 */
matricule: string, };

export type AllocataireSaveRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * The number; removed when absent.
 */
allocataire: AllocataireEntry | null, };

export type AllocatedView = { 
/**
 * The payment.
 */
payment: PaymentId, 
/**
 * The parts set now: what `payment_release` takes off again.
 */
allocations: Array<AllocationRow>, 
/**
 * What is left of it as an advance.
 */
advance_cents: Cents, 
/**
 * What the household owes; negative when it is ahead.
 */
balance_cents: Cents, };

export type AllocationChoice = { 
/**
 * Invoice.
 */
invoice: InvoiceId, 
/**
 * The part, strictly positive.
 */
amount_cents: Cents, };

export type AllocationRow = { 
/**
 * Invoice.
 */
invoice: InvoiceId, 
/**
 * Its number.
 */
number: string, 
/**
 * The part.
 */
amount_cents: Cents, };

export type AnomalyCode = "tariff_missing" | "month_unfinished" | "custody_missing" | "custody_disputed" | "holidays_unknown" | "debtor_incomplete" | "debtor_name_cut" | "quotient_missing" | "day_not_ticked" | "negative_total" | "under_threshold" | "attendance_without_registration" | "changed_after_issue" | "over_capacity" | "helped_twice";

export type AnomalyRemedy = "enter_quotient" | "complete_debtor" | "complete_custody" | "accept_bookings_to_come" | "open_tariff" | "tick_day" | "open_invoice" | "open_registration" | "add_adjustment" | "open_subsidies";

export type AnomalyRow = { 
/**
 * What kind.
 */
code: AnomalyCode, 
/**
 * Whether it blocks.
 */
severity: AnomalySeverity, 
/**
 * `Quotient manquant`.
 */
title: string, 
/**
 * Family or place.
 */
subject: string, 
/**
 * `2 enfants, 19 repas au tarif le plus haut`.
 */
statement: string, 
/**
 * What is at stake.
 */
amount_cents: Cents, 
/**
 * Where to put it right.
 */
remedy: AnomalyRemedy, 
/**
 * Family to open.
 */
family: FamilyId | null, 
/**
 * Household to open.
 */
household: HouseholdId | null, 
/**
 * Child to open.
 */
child: ChildId | null, 
/**
 * Activity to open.
 */
activity: ActivityId | null, 
/**
 * Unit to open.
 */
unit: UnitId | null, 
/**
 * Day to open.
 */
day: string | null, 
/**
 * Invoice to correct.
 */
invoice: InvoiceId | null, };

export type AnomalySeverity = "blocking" | "to_check";

export type AttachedFileView = { 
/**
 * Identifier.
 */
id: AttachmentId, 
/**
 * What it is.
 */
format: FileFormat, 
/**
 * `PDF joint le 05/04/2026`.
 */
label: string, 
/**
 * Who joined it.
 */
agent: string, 
/**
 * Whether the agent opens it.
 */
may_open: boolean, };

export type AttachmentAddRequest = { 
/**
 * Which kind of paper.
 */
kind: DocumentKindId, 
/**
 * Whose.
 */
subject: DocumentSubject, 
/**
 * The file; the window lets the agent choose one when absent.
 */
file: GivenFile | null, };

export type AttachmentAddedView = { 
/**
 * The file.
 */
attachment: AttachmentId, 
/**
 * The paper it is joined to.
 */
document: DocumentId, 
/**
 * Whether that paper was noted as handed in today with it.
 */
noted: boolean, };

export type AttachmentId = string;

export type AttachmentPageView = { 
/**
 * What the file is.
 */
format: FileFormat, 
/**
 * What the picture is.
 */
picture: FileFormat, 
/**
 * Which page, from 0.
 */
page: number, 
/**
 * Of how many.
 */
pages: number, 
/**
 * The picture, byte by byte.
 */
bytes: Array<number>, };

export type AttachmentRemovedView = { 
/**
 * Which it was.
 */
attachment: AttachmentId, };

export type AttachmentRequest = { 
/**
 * Which.
 */
attachment: AttachmentId, };

export type AttachmentSaveRequest = { 
/**
 * Which.
 */
attachment: AttachmentId, 
/**
 * What it is taken out for.
 */
purpose: ExportPurpose, 
/**
 * The same in words: asked for when the purpose is none of the list.
 */
reason: string, };

export type AttachmentShowRequest = { 
/**
 * Which.
 */
attachment: AttachmentId, 
/**
 * Which page of it, from 0.
 */
page: number, };

export type AttendanceGridRequest = { 
/**
 * Whose presences.
 */
scope: GridScope, 
/**
 * How long.
 */
span: GridSpan, 
/**
 * Any day of the span; today when absent.
 */
day: string | null, 
/**
 * Units to show; empty for all.
 */
units: Array<UnitId>, };

export type AttendanceGridView = { 
/**
 * `CE1 B`, `Cantine Les Tilleuls`, `Famille Le Goff`.
 */
title: string, 
/**
 * `novembre 2026`, `semaine 47, du 16 au 22 novembre 2026`, `mardi 24 novembre 2026`.
 */
span_label: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * A day of the span before, to ask for it.
 */
previous: string, 
/**
 * A day of the span after.
 */
next: string, 
/**
 * The day at the desk.
 */
today: string, 
/**
 * Every unit that could be shown, in the order of columns within a day.
 */
units: Array<GridUnitView>, 
/**
 * Days that have a column, in order.
 */
days: Array<GridDayView>, 
/**
 * Columns, day after day.
 */
columns: Array<GridColumnView>, 
/**
 * Children, by name.
 */
rows: Array<GridRowView>, 
/**
 * Cells reserved, in all.
 */
reserved: number, 
/**
 * Presences, in all.
 */
present: number, 
/**
 * Absences, in all.
 */
absent: number, 
/**
 * Whether the agent may paint.
 */
may_paint: boolean, };

export type AttendancePaintRequest = { 
/**
 * What to paint.
 */
target: PaintTarget, 
/**
 * With what.
 */
brush: Brush, 
/**
 * Minutes of presence, for units counted by the minute.
 */
minutes: number | null, };

export type AttendancePaintView = { 
/**
 * Cells that changed.
 */
changed: Array<PaintedCellView>, 
/**
 * Of those, cells put on the waiting list because the unit is full.
 */
made_wait: number, 
/**
 * Cells of a rectangle left as they were.
 */
left: number, 
/**
 * Places taken in the columns touched.
 */
columns: Array<PaintedColumnView>, 
/**
 * Undoes the stroke (`attendance_undo`); none when nothing changed.
 */
undo: string | null, };

export type AttendanceState = "booked" | "present" | "unexpected" | "absent_excused" | "absent_unexcused" | "cancelled_in_time" | "cancelled_late" | "waiting";

export type AuditAgent = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Name shown.
 */
display_name: string, };

export type AuditEntryView = { 
/**
 * Desk it was written at.
 */
desk: number, 
/**
 * Rank on that desk.
 */
seq: number, 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who.
 */
agent: string, 
/**
 * Name of the command.
 */
operation: string, 
/**
 * The same in French.
 */
label: string, 
/**
 * Kind of thing.
 */
object_kind: string, 
/**
 * The same in French.
 */
object_kind_label: string, 
/**
 * The thing.
 */
object: string | null, 
/**
 * What people call it; none when it has no name, or is no longer on file.
 */
object_label: string | null, 
/**
 * What a person should know of it; none when there was none, or when its retention is over.
 */
detail: string | null, };

export type AuditExportView = { 
/**
 * Where it is; none when the agent gave up.
 */
file: string | null, 
/**
 * Lines written.
 */
rows: number, };

export type AuditListRequest = { 
/**
 * One agent.
 */
agent: string | null, 
/**
 * One thing.
 */
object: string | null, 
/**
 * Everything of the family of this thing: itself, its people, their registrations, invoices and payments.
 */
family: string | null, 
/**
 * One operation, by the name of its command.
 */
operation: string | null, 
/**
 * From that day.
 */
from: string | null, 
/**
 * To that day, included.
 */
to: string | null, 
/**
 * Lines to skip, newest first.
 */
offset: number, 
/**
 * Lines at most; 200 when 0.
 */
limit: number, };

export type AuditListView = { 
/**
 * How many lines match in all.
 */
total: number, 
/**
 * This page, newest first.
 */
entries: Array<AuditEntryView>, 
/**
 * Agents to filter by.
 */
agents: Array<AuditAgent>, 
/**
 * Operations to filter by.
 */
operations: Array<AuditOperation>, 
/**
 * Sixteen characters of the last line of this desk before this reading, to compare with a printed one.
 */
head: string, 
/**
 * Months for which details stay readable.
 */
detail_months: number, };

export type AuditOperation = { 
/**
 * Name of the command.
 */
operation: string, 
/**
 * The same in French.
 */
label: string, };

export type AuditVerifyView = { 
/**
 * Lines read, of every desk.
 */
entries: number, 
/**
 * Closed months whose root was computed anew.
 */
months: number, 
/**
 * Rows counted anew.
 */
rows: number, 
/**
 * Whether every line follows the one before and is signed by the agent it names, and the file holds what the last one has left.
 */
holds: boolean, 
/**
 * The first thing that does not hold, in French.
 */
broken: string | null, 
/**
 * All that does not hold, in French.
 */
problems: Array<string>, 
/**
 * Sixteen characters of the last line of this desk, to compare with a printed one.
 */
head: string, };

export type AuthorityDraft = { 
/**
 * Over whom.
 */
child: ChildId, 
/**
 * Whose.
 */
guardian: GuardianId, 
/**
 * How it is held, or that it is lost.
 */
authority: ParentalAuthority, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, 
/**
 * The paper that shows it.
 */
title: AuthorityTitle | null, 
/**
 * The day on that paper.
 */
title_on: string | null, 
/**
 * When an agent saw it.
 */
seen_on: string | null, };

export type AuthorityId = string;

export type AuthorityLossRequest = { 
/**
 * Who lost it.
 */
guardian: GuardianId, 
/**
 * Over whom.
 */
children: Array<ChildId>, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; none while nobody knows.
 */
to: string | null, };

export type AuthorityRequest = { 
/**
 * Which.
 */
authority: AuthorityId, };

export type AuthoritySaveRequest = { 
/**
 * What was said before, changed; something new when absent.
 */
authority: AuthorityId | null, 
/**
 * What it says.
 */
draft: AuthorityDraft, };

export type AuthorityTitle = "birth_certificate" | "family_record_book" | "joint_declaration" | "agreement" | "judgment";

export type AuthorityView = { 
/**
 * Identifier.
 */
id: AuthorityId, 
/**
 * `Julien d’Estienne`.
 */
guardian_name: string, 
/**
 * `Léonie`.
 */
child_name: string, 
/**
 * `conjointe` …
 */
label: string, 
/**
 * Whether it holds today.
 */
in_force: boolean, 
/**
 * `acte de naissance du 14/03/2019, vu le 02/09/2026 par Nadia Benali`; empty when no paper was seen.
 */
title_line: string, 
/**
 * What a form and an undo start from.
 */
draft: AuthorityDraft, };

export type Axis = "school" | "grade" | "age" | "city" | "activity" | "bracket" | "social_group";

export type AxisOption = { 
/**
 * Which.
 */
axis: Axis, 
/**
 * Its name.
 */
label: string, };

export type BackupAge = { 
/**
 * Hours.
 */
hours: number, 
/**
 * Whether it was read back.
 */
verified: boolean, 
/**
 * Whether it is a day old or more.
 */
late: boolean, };

export type BackupChoice = { 
/**
 * The place it lies in.
 */
place: string | null, 
/**
 * Its name there.
 */
name?: string | null, };

export type BackupCounts = { 
/**
 * Families.
 */
families: number, 
/**
 * Children.
 */
children: number, 
/**
 * Facts of presence.
 */
attendance: number, 
/**
 * Invoices.
 */
invoices: number, 
/**
 * Payments.
 */
payments: number, 
/**
 * Lines of the journal.
 */
audit_entries: number, };

export type BackupFile = { 
/**
 * Name.
 */
name: string, 
/**
 * Length.
 */
bytes: number, 
/**
 * SHA-256, hexadecimal.
 */
sha256: string, };

export type BackupListView = { 
/**
 * Newest first.
 */
backups: Array<FoundBackupView>, 
/**
 * Places that could not be looked into, in French.
 */
absent: Array<string>, };

export type BackupPlaceRequest = { 
/**
 * The place.
 */
id: string, };

export type BackupPlaceSaveRequest = { 
/**
 * The place.
 */
id: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Days of which one backup is kept.
 */
keep_days: number, 
/**
 * Weeks of which one backup is kept.
 */
keep_weeks: number, 
/**
 * Months of which one backup is kept.
 */
keep_months: number, };

export type BackupPlaceView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Where it is.
 */
folder: string, 
/**
 * Days of which one backup is kept.
 */
keep_days: number, 
/**
 * Weeks of which one backup is kept.
 */
keep_weeks: number, 
/**
 * Months of which one backup is kept.
 */
keep_months: number, 
/**
 * When its last good backup was made, milliseconds since 1970.
 */
good_at_ms: number | null, 
/**
 * Whether that is a day ago or more, or never.
 */
late: boolean, 
/**
 * Why the last try failed, in French.
 */
trouble: string | null, 
/**
 * What to know of it, in French: on the same disk as the vault.
 */
warning: string | null, };

export type BackupRunRequest = { 
/**
 * Only those that lack today's backup.
 */
only_due: boolean, };

export type BackupRunView = { 
/**
 * Each place tried.
 */
places: Array<PlaceOutcomeView>, 
/**
 * Places where a backup was made and proven.
 */
good: number, 
/**
 * Whether all of them.
 */
complete: boolean, };

export type BackupStatusView = { 
/**
 * When the last good one was made, milliseconds since 1970; none when there never was one.
 */
at_ms: number | null, 
/**
 * Where it was written.
 */
folder: string | null, 
/**
 * What is wrong, in French, most pressing first.
 */
alerts: Array<string>, 
/**
 * The places of the plan.
 */
places: Array<BackupPlaceView>, 
/**
 * The quarterly rehearsal.
 */
rehearsal: RehearsalView, };

export type BackupView = { 
/**
 * Where it is; none when the agent gave up choosing a folder.
 */
folder: string | null, 
/**
 * When it was made, milliseconds since 1970.
 */
made_at_ms: number, 
/**
 * Pages of its base.
 */
pages: number, 
/**
 * What it holds.
 */
counts: BackupCounts | null, 
/**
 * Its files.
 */
files: Array<BackupFile>, 
/**
 * Sixteen characters of the journal's last line, to compare with a printed one.
 */
head: string, 
/**
 * Whether everything was read again and agrees.
 */
verified: boolean, 
/**
 * What does not, in French.
 */
problems: Array<string>, };

export type BalanceLight = "owes" | "even" | "advance";

export type BatchId = string;

export type BillingCommitRequest = { 
/**
 * Month.
 */
month: Month, 
/**
 * Digest of the preview the agent agreed to.
 */
digest: string, 
/**
 * Exercice the invoices are numbered in, open today; the year of the day when absent.
 */
exercice: number | null, 
/**
 * Whether that preview bills bookings whose day has not come.
 */
bookings_to_come: boolean, };

export type BillingMonthRequest = { 
/**
 * Month, `2026-03`.
 */
month: Month, 
/**
 * Whether the agent agrees to bill bookings whose day has not come. It is part of the digest.
 */
bookings_to_come: boolean, };

export type BillingMonthRow = { 
/**
 * Month.
 */
month: Month, 
/**
 * `octobre 2026`.
 */
label: string, 
/**
 * Where it stands.
 */
state: BillingMonthState, 
/**
 * What was billed, all runs together.
 */
total_cents: Cents, 
/**
 * Its runs, the latest first.
 */
runs: Array<RunRow>, };

export type BillingMonthState = "open" | "issued" | "sent";

export type BillingOverviewView = { 
/**
 * Months with presences or runs, the latest first.
 */
months: Array<BillingMonthRow>, 
/**
 * Corrections that wait for the next run.
 */
pending_adjustments: number, 
/**
 * Their sum.
 */
pending_adjustments_cents: Cents, 
/**
 * Number of the next invoice.
 */
next_number: string, };

export type BillingPreviewView = { 
/**
 * Month.
 */
month: Month, 
/**
 * `octobre 2026`.
 */
month_label: string, 
/**
 * When it was computed, milliseconds since 1970.
 */
computed_at_ms: number, 
/**
 * Digest of everything it holds: `billing_commit` refuses when it changed.
 */
digest: string, 
/**
 * Invoices that would be issued.
 */
invoices: number, 
/**
 * Their lines.
 */
lines: number, 
/**
 * Their sum.
 */
total_cents: Cents, 
/**
 * Families concerned.
 */
families: number, 
/**
 * Children concerned.
 */
children: number, 
/**
 * Presences read.
 */
attendance_rows: number, 
/**
 * Totals by activity, largest first.
 */
activities: Array<ActivityTotal>, 
/**
 * What is wrong or odd, blocking first, by amount at stake.
 */
anomalies: Array<AnomalyRow>, 
/**
 * How many block.
 */
blocking: number, 
/**
 * How many are only to be looked at.
 */
warnings: number, 
/**
 * The month before, to compare.
 */
previous: PreviousMonth | null, 
/**
 * Number the first invoice would get.
 */
first_number: string, 
/**
 * Number the last one would get.
 */
last_number: string, 
/**
 * The latest run of that month: what is previewed only completes it.
 */
earlier_run: RunId | null, 
/**
 * Corrections taken.
 */
adjustments: number, 
/**
 * Invoices that wait for the next run: too small for the treasury, or in the family's favour.
 */
carried_over: number, 
/**
 * Their sum.
 */
carried_over_cents: Cents, 
/**
 * What third-party funders pay of the month, carried over or not: families are not asked for it.
 */
helped_cents: Cents, 
/**
 * Presences left aside: their child or unit was deleted.
 */
orphan_rows: number, 
/**
 * Whether bookings whose day has not come are billed, because the agent agreed to it.
 */
bookings_to_come: boolean, 
/**
 * Whether issuing would write anything.
 */
has_something_new: boolean, };

export type BillingStep = "to_issue" | "to_send" | "sent";

export type BirthView = { 
/**
 * Date, as far as it is known: `1985-03-12`, `1985-03`, `1985`.
 */
date: string | null, 
/**
 * Place, may be empty: `Montbard (21)`, `Alger (Algérie)`.
 */
place: string, };

export type BondView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Their first name.
 */
child_name: string, 
/**
 * What the adult is to them.
 */
kinship: Kinship, 
/**
 * `mère`, `père` …
 */
kinship_label: string, 
/**
 * What they hold today; nothing when they hold none and have lost none.
 */
authority: ParentalAuthority | null, 
/**
 * `conjointe` …, `aucune`.
 */
authority_label: string, };

export type BordereauRow = { 
/**
 * Run it recovers.
 */
run: RunId, 
/**
 * Month billed.
 */
month: Month, 
/**
 * `octobre 2026`.
 */
month_label: string, 
/**
 * Accounting year.
 */
exercice: number, 
/**
 * Number.
 */
number: number, 
/**
 * Day of issue.
 */
issued_on: string, 
/**
 * Titres.
 */
titres: number, 
/**
 * Their sum.
 */
total_cents: Cents, 
/**
 * What was collected so far.
 */
collected_cents: Cents, 
/**
 * Sixteen characters of the journal as it found it; empty for those that left before they were kept.
 */
audit_head: string, };

export type Bracket = { 
/**
 * Highest quotient of the bracket, included, in cents; `None` for the last bracket.
 */
up_to: Cents | null, 
/**
 * Price of residents.
 */
resident: Cents, 
/**
 * Price of others; residents' when absent.
 */
non_resident: Cents | null, };

export type BracketTable = { 
/**
 * The brackets, lowest first.
 */
brackets: Array<Bracket>, };

export type BracketView = { 
/**
 * Where it stands.
 */
state: QuotientState, 
/**
 * Name of the bracket.
 */
label: string | null, 
/**
 * Month of the quotient, `2026-11`.
 */
month: string | null, 
/**
 * Its last day.
 */
until: string | null, };

export type BreakGlassRequest = { 
/**
 * Role codes.
 */
roles: Array<string>, 
/**
 * Why.
 */
reason: string, 
/**
 * For how long, 5 to 60 minutes.
 */
minutes: number, 
/**
 * Who holds the keys and is present.
 */
witness: SecondPerson, };

export type BreakGlassView = { 
/**
 * Until when, milliseconds since 1970.
 */
until_ms: number | null, };

export type Brush = "next" | "book" | "present" | "unexpected" | "absent_excused" | "absent_unexcused" | "cancel" | "cancel_late" | "wait" | "clear";

export type CafAlshRequest = { 
/**
 * First month.
 */
from: Month, 
/**
 * Last month.
 */
to: Month, };

export type CafAlshRow = { 
/**
 * Month.
 */
month: Month, 
/**
 * Facility.
 */
facility: string, 
/**
 * Kind of care.
 */
care: CareKind, 
/**
 * Age.
 */
ages: AgeBand, 
/**
 * Minutes done, capped on Wednesdays.
 */
done_minutes: number, 
/**
 * Minutes attended over that cap.
 */
capped_minutes: number, 
/**
 * Minutes billed.
 */
billed_minutes: number, 
/**
 * Distinct children.
 */
children: number, 
/**
 * Slots attended.
 */
slots: number, };

export type CafAlshView = { 
/**
 * First month.
 */
from: Month, 
/**
 * Last month.
 */
to: Month, 
/**
 * One row a month, facility, kind of care and age.
 */
rows: Array<CafAlshRow>, 
/**
 * Minutes done, all rows together.
 */
done_minutes: number, 
/**
 * Minutes attended over the cap of Wednesdays, all rows together: they are not declared.
 */
capped_minutes: number, 
/**
 * Minutes billed, all rows together.
 */
billed_minutes: number, 
/**
 * Bookings nobody ticked: the hours done miss them.
 */
unticked: number, };

export type CafStatementListView = { 
/**
 * The latest first.
 */
statements: Array<CafStatementRow>, };

export type CafStatementRequest = { 
/**
 * First month.
 */
from: Month, 
/**
 * Last month.
 */
to: Month, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, };

export type CafStatementRow = { 
/**
 * First month.
 */
from: Month, 
/**
 * Last month.
 */
to: Month, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * When it left first, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who exported it.
 */
agent_name: string, };

export type CaisseConsultRequest = { 
/**
 * For whom.
 */
household: HouseholdId, 
/**
 * When.
 */
on: string, };

export type CaisseConsultationView = { 
/**
 * When.
 */
on: string, 
/**
 * By whom.
 */
by: string, };

export type CalendarDayView = { 
/**
 * The day.
 */
day: string, 
/**
 * 1 for Monday.
 */
weekday: number, 
/**
 * ISO week.
 */
week: number, 
/**
 * Name of the public holiday.
 */
public_holiday: string | null, 
/**
 * Name of the school holidays.
 */
school_holiday: string | null, };

export type CalendarRequest = { 
/**
 * The month; the current one when absent.
 */
month: Month | null, };

export type CalendarUnitView = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * Name of the unit.
 */
unit_name: string, 
/**
 * Letter of its column.
 */
code: string, 
/**
 * One character a day: `1` open, `0` closed though it would open (public holiday, closure), `.` never open that day.
 */
days: string, 
/**
 * Days open.
 */
open_days: number, };

export type CalendarView = { 
/**
 * The month.
 */
month: Month, 
/**
 * `novembre 2026`.
 */
month_label: string, 
/**
 * School year it belongs to.
 */
school_year: string, 
/**
 * Zone of the school holidays.
 */
zone: string, 
/**
 * Last day for which school holidays are published; beyond it days count as term.
 */
known_until: string | null, 
/**
 * Its days.
 */
days: Array<CalendarDayView>, 
/**
 * What opens.
 */
units: Array<CalendarUnitView>, 
/**
 * Closures that touch it.
 */
closures: Array<ClosureView>, 
/**
 * School holidays that touch it.
 */
holidays: Array<HolidayView>, };

export type CareKind = "morning" | "noon" | "evening" | "wednesday" | "short_holidays" | "summer";

export type CellCorrectRequest = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * Field.
 */
field: string, 
/**
 * What it should say.
 */
value: string, };

export type CellIssueView = { 
/**
 * Field; empty when the whole row is at fault.
 */
field: string, 
/**
 * The cell.
 */
value: string, 
/**
 * What kind of problem, for scripts.
 */
code: IssueCode, 
/**
 * What is wrong and what to do.
 */
message: string, 
/**
 * Whether it refuses the row.
 */
severity: Severity, 
/**
 * A correction the agent may accept.
 */
proposal: string | null, };

export type CellRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The day.
 */
day: string, 
/**
 * The unit.
 */
unit: UnitId, };

export type Cents = number;

export type ChildActivityView = { 
/**
 * The activity.
 */
activity: ActivityId, 
/**
 * Its name.
 */
name: string, 
/**
 * `L M J V`, empty without a weekly pattern.
 */
days: string, 
/**
 * Whether the child still waits for a place.
 */
waiting: boolean, };

export type ChildCareView = { 
/**
 * Code of the diet.
 */
diet_code: string, 
/**
 * Its name.
 */
diet_label: string, 
/**
 * Doctor.
 */
doctor_name: string, 
/**
 * As dialled.
 */
doctor_phone: string, };

export type ChildDraft = { 
/**
 * Family name (E01).
 */
name: string, 
/**
 * First names, in order, separated by commas (E02).
 */
first_name: string, 
/**
 * They are known by one name only.
 */
single_name: boolean, 
/**
 * Sex (E03).
 */
sex: Sex | null, 
/**
 * Birth date (E04), as far as it is known.
 */
birth_date: string | null, 
/**
 * Birth place (E05): the commune, the town abroad, or the words of an older file.
 */
birth_place: string, 
/**
 * INSEE code of the commune or the country chosen from the list; empty for words alone.
 */
birth_code: string, 
/**
 * Class, hence school (V16).
 */
class: ClassId | null, 
/**
 * Name of the doctor (E18).
 */
doctor_name: string, 
/**
 * Telephone of the doctor (E18).
 */
doctor_phone: string, 
/**
 * Answers to the optional fields that the town asks (X08). Checked by [`super::read_details`].
 */
details: { [key in Detail]?: string }, };

export type ChildEditRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Who.
 */
identity: ChildDraft, 
/**
 * Code of the neutral diet.
 */
diet_code: string, };

export type ChildEmergencyRequest = { 
/**
 * The child.
 */
child: ChildId, };

export type ChildEntry = { 
/**
 * Who.
 */
identity: ChildDraft, 
/**
 * Code of the neutral diet; the common meal when empty.
 */
diet_code: string, 
/**
 * Who has custody; the first household, always, when empty.
 */
custodies: Array<CustodyEntry>, };

export type ChildHabitsView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * `Léonie`.
 */
name: string, 
/**
 * `17 mois`.
 */
age: string, 
/**
 * The answers, in the order of the form.
 */
answers: Array<HabitView>, 
/**
 * What a form starts from: the answers this role reads, by their codes.
 */
known: Partial<Record<Habit, string>>, 
/**
 * What they were before, the latest first.
 */
history: Array<HabitChangeView>, };

export type ChildId = string;

export type ChildPhotoView = { 
/**
 * Whose.
 */
child: ChildId, 
/**
 * A JPEG of 4 to 5, byte by byte.
 */
bytes: Array<number>, };

export type ChildPhotosRequest = { 
/**
 * Which.
 */
children: Array<ChildId>, };

export type ChildPhotosView = { 
/**
 * In the order asked.
 */
photos: Array<ChildPhotoView>, };

export type ChildRegisterRequest = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * Who.
 */
identity: ChildDraft, 
/**
 * Code of the neutral diet; the common meal when empty.
 */
diet_code: string, 
/**
 * Who has custody; the family's first household, always, when empty.
 */
custodies: Array<CustodyDraft>, 
/**
 * The agent was shown who looks the same and goes on.
 */
seen_duplicates: boolean, };

export type ChildSchoolingView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * First name.
 */
name: string, 
/**
 * Whether they live in the town.
 */
resident: boolean, 
/**
 * Where they live.
 */
city: string, 
/**
 * Their classes, the latest first.
 */
steps: Array<SchoolingStepView>, 
/**
 * Leave asked for, the latest first.
 */
derogations: Array<DerogationView>, 
/**
 * Registrations to school transport, the latest first.
 */
transports: Array<TransportView>, };

export type ChildView = { 
/**
 * Identifier.
 */
id: ChildId, 
/**
 * `Léonie d’Estienne-Le Goff`.
 */
shown_name: string, 
/**
 * Family name.
 */
family_name: string, 
/**
 * First names.
 */
first_name: string, 
/**
 * Sex.
 */
sex: Sex | null, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * `7 ans`, `17 mois`.
 */
age: string, 
/**
 * Class of the day.
 */
class: ClassId | null, 
/**
 * `Les Tilleuls, CE1 B`; empty without a class.
 */
schooling: string, 
/**
 * Activities, in the order of lists.
 */
activities: Array<ChildActivityView>, 
/**
 * Custodies in force or to come.
 */
custodies: Array<CustodyView>, 
/**
 * Those that have ended, the first first: what another arrangement is written with. INS only.
 */
former_custodies?: Array<CustodyView>, 
/**
 * Who pays, in words.
 */
payer: string, 
/**
 * Health light. Absent for FAC and RES.
 */
health?: HealthLightView, 
/**
 * Diet and doctor. Absent for FAC and RES.
 */
care?: ChildCareView, 
/**
 * Birth place (E05): `Montbard (21)`. INS and FAC only.
 */
birth_place?: string, 
/**
 * Answers to the optional fields that the town asks and this role reads (X08).
 */
details: Array<DetailView>, 
/**
 * Habits of a child under six (V15), what they drink and eat for who reads it too (E15). Absent for FAC and RES, for an older
 * child, and while the town does not ask.
 */
habits?: Array<HabitView>, 
/**
 * What is to be said of the insurance: it ends soon, or it has ended (V13). INS and TER only, while the town asks it.
 */
insurance_alert?: string, 
/**
 * Whether a photograph is kept, to be asked for apart (A04, E06). INS, SAN and TER only.
 */
has_photo: boolean, 
/**
 * What a form starts from. INS only.
 */
draft?: ChildDraft, };

export type CircuitDraft = { 
/**
 * Its name: `Circuit des hameaux`.
 */
name: string, 
/**
 * Who drives it, may be empty.
 */
carrier: string, 
/**
 * Its stops.
 */
stops: Array<StopDraft>, };

export type CircuitId = string;

export type CircuitListView = { 
/**
 * By name.
 */
circuits: Array<CircuitView>, };

export type CircuitRequest = { 
/**
 * Identifier.
 */
id: CircuitId, };

export type CircuitSaveRequest = { 
/**
 * The one that is changed; a new one when absent.
 */
id: CircuitId | null, 
/**
 * What it says.
 */
draft: CircuitDraft, };

export type CircuitView = { 
/**
 * Identifier.
 */
id: CircuitId, 
/**
 * What a form starts from.
 */
draft: CircuitDraft, };

export type ClassAssignRequest = { 
/**
 * The children.
 */
children: Array<ChildId>, 
/**
 * The class; none takes them out of any.
 */
class: ClassId | null, 
/**
 * First day.
 */
from: string, };

export type ClassAssignView = { 
/**
 * How many.
 */
children: number, };

export type ClassCountView = { 
/**
 * The class; none for children without one.
 */
class_id: ClassId | null, 
/**
 * Its name.
 */
class_name: string, 
/**
 * Children.
 */
children: number, };

export type ClassId = string;

export type ClassSaveRequest = { 
/**
 * The class; none to create one.
 */
id: ClassId | null, 
/**
 * Its school.
 */
school: SchoolId, 
/**
 * `2026-2027`.
 */
school_year: string, 
/**
 * `CE1 B`.
 */
name: string, 
/**
 * Code of its level; empty for several.
 */
grade: string, };

export type ClassView = { 
/**
 * Identifier.
 */
id: ClassId, 
/**
 * Its school.
 */
school_id: SchoolId, 
/**
 * School year.
 */
school_year: string, 
/**
 * `CE1 B`.
 */
name: string, 
/**
 * Code of its level, empty for several.
 */
grade: string, 
/**
 * Children in it today; on the first or last day of the school year when it is not the current one.
 */
children: number, };

export type ClosureId = string;

export type ClosureRequest = { 
/**
 * The closure.
 */
closure: ClosureId, };

export type ClosureSaveRequest = { 
/**
 * The closure; none to create one.
 */
id: ClosureId | null, 
/**
 * Activity closed; none for all of them.
 */
activity: ActivityId | null, 
/**
 * Unit closed; none for the whole activity.
 */
unit: UnitId | null, 
/**
 * First closed day.
 */
from: string, 
/**
 * Last closed day.
 */
to: string, 
/**
 * Why, as families will read it.
 */
reason: string, };

export type ClosureSavedView = { 
/**
 * The closure.
 */
closure: ClosureView, 
/**
 * Bookings that still stand on those days: they would be billed. The grid cancels them.
 */
standing_bookings: number, };

export type ClosureView = { 
/**
 * Identifier.
 */
id: ClosureId, 
/**
 * Activity closed; none for all.
 */
activity_id: ActivityId | null, 
/**
 * Unit closed; none for the whole activity.
 */
unit_id: UnitId | null, 
/**
 * What is closed: `Toutes les activités`, `Cantine Les Tilleuls`, `Cantine Les Tilleuls, Repas`.
 */
what: string, 
/**
 * First closed day.
 */
from: string, 
/**
 * Last closed day.
 */
to: string, 
/**
 * Why.
 */
reason: string, };

export type Code = "locked" | "wrong_password" | "second_agent" | "too_many_attempts" | "forbidden" | "not_found" | "invalid" | "possible_duplicate" | "already_billed" | "conflict" | "changed_since_preview" | "already_done" | "would_be_rejected" | "bad_file" | "refused" | "damaged" | "in_use" | "newer_version" | "disk" | "installation_secret" | "cancelled" | "bug";

export type CollectionWay = "titre" | "regie";

export type ColumnChoice = { 
/**
 * Field.
 */
field: string, 
/**
 * Column of the file, counted from 0.
 */
column: number | null, };

export type ColumnRequest = { 
/**
 * The day.
 */
day: string, 
/**
 * The unit.
 */
unit: UnitId, };

export type ColumnView = { 
/**
 * Field.
 */
field: string, 
/**
 * Its name.
 */
label: string, 
/**
 * Whether no row can be taken without it.
 */
required: boolean, 
/**
 * Column of the file, counted from 0.
 */
column: number | null, };

export type CompartmentKeyRequest = { 
/**
 * The agent.
 */
agent: string, 
/**
 * The compartment.
 */
compartment: string, 
/**
 * Who signs besides, when health is given by who also gave the role.
 */
witness?: SecondPerson, };

export type CompositionEventView = { 
/**
 * When.
 */
on: string, 
/**
 * What, in French.
 */
text: string, };

export type CompositionHomeView = { 
/**
 * Identifier.
 */
household: HouseholdId, 
/**
 * A, B…
 */
letter: HouseholdLetter, 
/**
 * Adults who lived there.
 */
adults: Array<string>, 
/**
 * Children it had custody of, with how: `Léonie, semaines paires, change le vendredi`.
 */
children: Array<string>, 
/**
 * How many they were.
 */
size: HouseholdSizeView, };

export type CompositionRequest = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * The day; today when absent.
 */
on: string | null, };

export type CompositionView = { 
/**
 * The day.
 */
on: string, 
/**
 * Households, A first.
 */
homes: Array<CompositionHomeView>, 
/**
 * What changed, the latest first.
 */
events: Array<CompositionEventView>, };

export type CompulsoryCount = { 
/**
 * The way.
 */
instruction: Instruction, 
/**
 * In words.
 */
label: string, 
/**
 * How many children.
 */
children: number, };

export type CompulsoryDrawnView = { 
/**
 * Children on the list now.
 */
children: number, 
/**
 * Children who were not on it.
 */
added: number, 
/**
 * Children who no longer are.
 */
gone: number, 
/**
 * Children in no school that is known.
 */
unknown: number, };

export type CompulsoryEntryDraft = { 
/**
 * Family name.
 */
family_name: string, 
/**
 * First names.
 */
first_names: string, 
/**
 * Sex, when known.
 */
sex: Sex | null, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Birth place, may be empty.
 */
birth_place: string, 
/**
 * Where the child lives.
 */
home: string, 
/**
 * Who answers for the child, with the nature of the tie.
 */
guardians: string, 
/**
 * How the child is instructed.
 */
instruction: Instruction, 
/**
 * Where, for what is taught somewhere.
 */
place: string, 
/**
 * Level of the class or name of the training, may be empty.
 */
grade: string, };

export type CompulsoryEntryId = string;

export type CompulsoryEntrySaveRequest = { 
/**
 * The one that is corrected; a new one when absent.
 */
id: CompulsoryEntryId | null, 
/**
 * Its school year.
 */
school_year: string, 
/**
 * What it says. Of a child on file, only how they are instructed is taken: the rest is read in the file.
 */
said: CompulsoryEntryDraft, };

export type CompulsoryEntryView = { 
/**
 * Identifier.
 */
id: CompulsoryEntryId, 
/**
 * The child on file; none when typed by hand.
 */
child: ChildId | null, 
/**
 * What it says.
 */
said: CompulsoryEntryDraft, 
/**
 * The birth date as far as it is known; what the line says has the day it is reckoned from.
 */
born: string, 
/**
 * `École de la commune`.
 */
instruction_label: string, 
/**
 * The school and the class of the year before, may be empty.
 */
previous: string, 
/**
 * Why the child was taken off, when they were.
 */
left: LeavingReason | null, 
/**
 * The same in words.
 */
left_label: string, };

export type CompulsoryErasedView = { 
/**
 * Lines destroyed.
 */
lines: number, };

export type CompulsoryLeaveRequest = { 
/**
 * The line.
 */
id: CompulsoryEntryId, 
/**
 * Its school year.
 */
school_year: string, 
/**
 * Why; none puts the child back.
 */
reason: LeavingReason | null, };

export type CompulsoryRequest = { 
/**
 * `2026-2027`; the current one when absent.
 */
school_year: string | null, };

export type CompulsoryView = { 
/**
 * `2026-2027`.
 */
school_year: string, 
/**
 * Those one may ask for: with a list, the current one and the next.
 */
school_years: Array<string>, 
/**
 * When it was drawn up; none when it was not.
 */
drawn_on: string | null, 
/**
 * When it was last brought up to date.
 */
refreshed_on: string | null, 
/**
 * When it will be erased.
 */
erased_after: string, 
/**
 * Its lines, by name.
 */
entries: Array<CompulsoryEntryView>, 
/**
 * How many children on it, by way of instruction; those taken off are not counted.
 */
counts: Array<CompulsoryCount>, };

export type Condition = { 
/**
 * What is asked.
 */
criterion: Criterion, 
/**
 * Whether those of whom it holds are left out (« sauf »).
 */
except: boolean, };

export type ConsentAnswer = "given" | "refused" | "withdrawn" | "shown";

export type ConsentAnswerDraft = { 
/**
 * The version that was read.
 */
version: ConsentVersionId, 
/**
 * Who answers.
 */
guardian: GuardianId, 
/**
 * For which child; none when for themselves.
 */
child: ChildId | null, 
/**
 * What.
 */
answer: ConsentAnswer, 
/**
 * When.
 */
on: string, 
/**
 * How.
 */
means: ConsentMeans, };

export type ConsentAnswerId = string;

export type ConsentAnswerRemoveRequest = { 
/**
 * Which.
 */
answer: ConsentAnswerId, };

export type ConsentAnswerRequest = { 
/**
 * What was typed.
 */
draft: ConsentAnswerDraft, };

export type ConsentAnswerView = { 
/**
 * Identifier.
 */
id: ConsentAnswerId, 
/**
 * Who.
 */
name: string, 
/**
 * `accord donné le 05/04/2026, formulaire signé, version 2`.
 */
label: string, 
/**
 * The agent who noted it.
 */
agent: string, 
/**
 * What undoes a removal.
 */
draft: ConsentAnswerDraft, };

export type ConsentAnsweredView = { 
/**
 * The answer; none for an objection.
 */
answer: ConsentAnswerId | null, };

export type ConsentHolderView = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * Their name.
 */
name: string, 
/**
 * Where their own answer stands.
 */
standing: ConsentStanding, };

export type ConsentLineView = { 
/**
 * Which text.
 */
text: ConsentTextId, 
/**
 * Its title.
 */
title: string, 
/**
 * What it is about.
 */
purpose: ConsentPurpose, 
/**
 * Whom it is about.
 */
subject: ConsentSubject, 
/**
 * The child or the guardian.
 */
person: string, 
/**
 * Their name.
 */
person_name: string, 
/**
 * Where it stands.
 */
standing: ConsentStanding, 
/**
 * In words.
 */
standing_label: string, 
/**
 * The version in force. Absent for who learns only whether a photograph is allowed.
 */
version?: ConsentVersionView, 
/**
 * Who answers, with where the answer of each stands. Absent likewise.
 */
holders?: Array<ConsentHolderView>, 
/**
 * What was answered, the latest first. Absent likewise.
 */
answers?: Array<ConsentAnswerView>, };

export type ConsentMeans = "form" | "letter" | "email" | "desk" | "phone" | "handed" | "posted";

export type ConsentPurpose = "photo" | "optional_data" | "contact_by_email" | "contact_by_phone" | "policy" | "other";

export type ConsentStanding = "withdrawn" | "refused" | "waiting" | "given";

export type ConsentSubject = "child" | "guardian";

export type ConsentTextDraft = { 
/**
 * Its title.
 */
title: string, 
/**
 * What it is about.
 */
purpose: ConsentPurpose, 
/**
 * Whom it is about.
 */
subject: ConsentSubject, };

export type ConsentTextId = string;

export type ConsentTextListView = { 
/**
 * In the order of lists.
 */
texts: Array<ConsentTextView>, 
/**
 * Whether the town sends news nobody asked for. Off until it says otherwise (G11).
 */
prospects: boolean, };

export type ConsentTextRetireRequest = { 
/**
 * Which.
 */
text: ConsentTextId, 
/**
 * Stops, or asks again.
 */
retired: boolean, };

export type ConsentTextSaveRequest = { 
/**
 * Which; a new one when absent.
 */
text: ConsentTextId | null, 
/**
 * What was typed.
 */
draft: ConsentTextDraft, 
/**
 * Its first version: of a new text only.
 */
version: ConsentVersionDraft | null, };

export type ConsentTextView = { 
/**
 * Identifier.
 */
id: ConsentTextId, 
/**
 * What a form starts from.
 */
draft: ConsentTextDraft, 
/**
 * `photographie` …
 */
purpose_label: string, 
/**
 * `chaque enfant`, `chaque responsable`.
 */
subject_label: string, 
/**
 * The day the town stopped asking.
 */
retired_on: string | null, 
/**
 * Its versions, the latest first.
 */
versions: Array<ConsentVersionView>, };

export type ConsentVersionAddRequest = { 
/**
 * Of which text.
 */
text: ConsentTextId, 
/**
 * What was typed.
 */
version: ConsentVersionDraft, };

export type ConsentVersionDraft = { 
/**
 * Its words, as families read them.
 */
body: string, 
/**
 * First day it is the one in force.
 */
from: string, 
/**
 * Whether those who answered an earlier version must be asked again.
 */
asks_again: boolean, };

export type ConsentVersionId = string;

export type ConsentVersionView = { 
/**
 * Identifier.
 */
id: ConsentVersionId, 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * Its words.
 */
body: string, 
/**
 * First day it is the one in force.
 */
from: string, 
/**
 * Whether everybody is asked again.
 */
asks_again: boolean, 
/**
 * Whether it is the one in force today.
 */
in_force: boolean, };

export type ContactDraft = { 
/**
 * Family name.
 */
name: string, 
/**
 * First name.
 */
first_name: string, 
/**
 * What they are to the child: grandmother, neighbour.
 */
relation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Rank in the emergency calls, from 1; `None` when not to be called.
 */
emergency_rank: number | null, 
/**
 * Whether they may leave with the child.
 */
may_pick_up: boolean, 
/**
 * Document they must show; never copied.
 */
document: string, 
/**
 * First day it holds.
 */
from: string | null, 
/**
 * Last day it holds.
 */
to: string | null, };

export type ContactId = string;

export type ContactRequest = { 
/**
 * Which.
 */
contact: ContactId, };

export type ContactSaveRequest = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * Which; a new contact when absent.
 */
contact: ContactId | null, 
/**
 * What was typed.
 */
draft: ContactDraft, };

export type ContactView = { 
/**
 * Identifier.
 */
id: ContactId, 
/**
 * `Yvonne Le Goff`.
 */
shown_name: string, 
/**
 * What they are to the children.
 */
relation: string, 
/**
 * As dialled.
 */
phone: string, 
/**
 * Order of call in an emergency.
 */
emergency_rank: number | null, 
/**
 * Whether they may leave with the children today.
 */
may_pick_up_today: boolean, 
/**
 * What a form starts from, and what undoes a removal.
 */
draft: ContactDraft, };

export type Contraindication = { 
/**
 * The vaccine.
 */
valence: Valence, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, };

export type Criterion = { "of": "age", 
/**
 * At least.
 */
from: number | null, 
/**
 * At most.
 */
to: number | null, 
/**
 * On that day; today when none is said.
 */
on: string | null, } | { "of": "school", 
/**
 * Which.
 */
schools: Array<SchoolId>, } | { "of": "class", 
/**
 * Which.
 */
classes: Array<ClassId>, } | { "of": "activity", 
/**
 * Which.
 */
activities: Array<ActivityId>, } | { "of": "bracket", 
/**
 * Their labels.
 */
labels: Array<string>, } | { "of": "city", 
/**
 * Their names.
 */
cities: Array<string>, } | { "of": "lacking_document", 
/**
 * Which.
 */
kinds: Array<DocumentKindId>, } | { "of": "consent", 
/**
 * Which.
 */
texts: Array<ConsentTextId>, };

export type CsvEncoding = "windows1252" | "utf8";

export type CurrentQuotientRow = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * Its letter.
 */
letter: string, 
/**
 * Value, in cents.
 */
value_cents: Cents, 
/**
 * As people write it.
 */
shown: string, };

export type CustodyDraft = { 
/**
 * Household that has the child.
 */
household: HouseholdId, 
/**
 * When.
 */
pattern: CustodyPattern, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, };

export type CustodyEntry = { 
/**
 * Which household of the request, from 0.
 */
household: number, 
/**
 * When, or for which part.
 */
pattern: CustodyPattern, 
/**
 * First day; the first day of the school year when absent.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, };

export type CustodyHolidayView = { 
/**
 * `Vacances de Noël`.
 */
name: string, 
/**
 * Their parts, in order.
 */
spans: Array<CustodySpanView>, };

export type CustodyId = string;

export type CustodyPattern = { "kind": "always" } | { "kind": "weeks", 
/**
 * Even or odd.
 */
parity: WeekParity, 
/**
 * Day the weeks turn over, 0 for Monday.
 */
changeover: number, 
/**
 * How the school holidays go; as the weeks when it is not said.
 */
holidays: HolidayRule, } | { "kind": "share", 
/**
 * The part.
 */
part: Permille, };

export type CustodyPreviewEntry = { 
/**
 * What the household is called on the screen: `A`. It is only sent back.
 */
label: string, 
/**
 * When it has the child.
 */
pattern: CustodyPattern, };

export type CustodyPreviewRequest = { 
/**
 * Their first day; today when absent.
 */
from: string | null, 
/**
 * The custodies of one child.
 */
entries: Array<CustodyPreviewEntry>, };

export type CustodyPreviewView = { 
/**
 * Eight weeks; none when no custody alternates.
 */
weeks: Array<CustodyWeekView>, 
/**
 * The next holidays, when they are shared out.
 */
holidays: Array<CustodyHolidayView>, 
/**
 * What the calendar does not know, in French.
 */
note: string | null, };

export type CustodyRhythmView = { 
/**
 * First names.
 */
children: Array<string>, 
/**
 * The day it changes, in French.
 */
changes_on: string, 
/**
 * Eight weeks, two of them past.
 */
weeks: Array<CustodyWeekView>, 
/**
 * The next holidays, when they are shared out.
 */
holidays: Array<CustodyHolidayView>, 
/**
 * What the calendar does not know, in French.
 */
note: string | null, };

export type CustodySaveEntry = { 
/**
 * A custody kept or changed; a new one when absent.
 */
id: CustodyId | null, 
/**
 * What it says.
 */
draft: CustodyDraft, };

export type CustodySaveRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The custodies.
 */
custodies: Array<CustodySaveEntry>, 
/**
 * Those that have ended and are taken away: another arrangement holds from before they began.
 */
removed: Array<CustodyId>, 
/**
 * Whether the agent was told of the months already billed in which some day changes home.
 */
seen_billed: boolean, };

export type CustodySpanView = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Letter of the household, or the name of the other family; empty when nobody has custody.
 */
household: string, };

export type CustodyView = { 
/**
 * Identifier.
 */
id: CustodyId, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * Its letter, or the name of the other family.
 */
household_label: string, 
/**
 * When, or for which part.
 */
pattern: CustodyPattern, 
/**
 * In words.
 */
label: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, };

export type CustodyWeekView = { 
/**
 * ISO number of the week it begins in.
 */
week: number, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Letter of the household, or the name of the other family, `A puis B` when it changes within; empty when nobody has custody.
 */
household: string, 
/**
 * Whether today is in it.
 */
is_current: boolean, };

export type DayReceipts = { 
/**
 * The day.
 */
day: string, 
/**
 * Its sum.
 */
cents: Cents, };

export type DaySheetRequest = { 
/**
 * The activity.
 */
activity: ActivityId, 
/**
 * The day; today when absent.
 */
day: string | null, 
/**
 * Units of the activity; empty for all those of the day.
 */
units: Array<UnitId>, };

export type DaySheetView = { 
/**
 * The activity.
 */
activity_id: ActivityId, 
/**
 * Its name.
 */
activity_name: string, 
/**
 * The day.
 */
day: string, 
/**
 * `mardi 24 novembre 2026`.
 */
day_label: string, 
/**
 * The open day before.
 */
previous: string | null, 
/**
 * The open day after.
 */
next: string | null, 
/**
 * Why nothing opens that day; none when something does.
 */
closed: string | null, 
/**
 * Units of the day, in the order of the cells.
 */
units: Array<GridUnitView>, 
/**
 * Children, class by class.
 */
groups: Array<SheetGroupView>, 
/**
 * Children expected: booked or already ticked as there.
 */
expected: number, 
/**
 * Children ticked as there.
 */
present: number, 
/**
 * Children whose absence or late cancellation is known.
 */
announced_absent: number, 
/**
 * Children who wait for a place.
 */
waiting: number, 
/**
 * Children still to tick.
 */
to_tick: number, 
/**
 * Expected children by neutral diet, the most frequent first: what the kitchen prepares.
 */
diets: Array<DietCountView>, 
/**
 * Whether the day may be ticked: it has come, its month is not billed, and the role allows it.
 */
may_tick: boolean, };

export type DayValidateRequest = { 
/**
 * Whose presences.
 */
scope: GridScope, 
/**
 * The day.
 */
day: string, };

export type DebtorSetRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * One of its guardians.
 */
guardian: GuardianId, 
/**
 * Their first day: whoever owed before does until the eve. None corrects who owes, for every month not billed yet.
 */
from: string | null, 
/**
 * A change is taken back: who owed before, as it was, and no first day is said.
 */
former: Array<FormerDebtorEntry> | null, 
/**
 * Whether the agent was told of the months already billed to another.
 */
seen_billed: boolean, };

export type Density = "compact" | "comfortable";

export type DerogationDraft = { 
/**
 * For which school year: `2026-2027`.
 */
school_year: string, 
/**
 * The school of the sector; none when the child lives in another town.
 */
sector: SchoolId | null, 
/**
 * The school asked for, when it is one of the town's.
 */
asked: SchoolId | null, 
/**
 * Its name and its town, when it is not.
 */
asked_elsewhere: string, 
/**
 * Why.
 */
reason: DerogationReason, 
/**
 * When it was asked.
 */
asked_on: string, 
/**
 * How far it is.
 */
standing: DerogationStanding, 
/**
 * When it was answered.
 */
decided_on: string | null, 
/**
 * Whether the town of residence agreed to its share of the school's costs (L212-8); none between two schools of one town, or when
 * nobody has said yet.
 */
fees_agreed: boolean | null, };

export type DerogationId = string;

export type DerogationReason = "parents_work" | "sibling" | "other_legal_case" | "cycle_begun" | "regional_language" | "care_nearby" | "moving" | "agreement";

export type DerogationRequest = { 
/**
 * Identifier.
 */
id: DerogationId, };

export type DerogationSaveRequest = { 
/**
 * The one that is corrected; a new one when absent.
 */
id: DerogationId | null, 
/**
 * The child.
 */
child: ChildId, 
/**
 * What it says.
 */
draft: DerogationDraft, };

export type DerogationStanding = "asked" | "accepted" | "refused";

export type DerogationView = { 
/**
 * Identifier.
 */
id: DerogationId, 
/**
 * The school of the sector, in words; empty when the child lives in another town.
 */
sector_label: string, 
/**
 * The school asked for.
 */
asked_label: string, 
/**
 * Why, in words.
 */
reason_label: string, 
/**
 * `accordée`.
 */
standing_label: string, 
/**
 * How far it is.
 */
standing: DerogationStanding, 
/**
 * What a form starts from.
 */
draft: DerogationDraft, };

export type DeskEnrolRequest = { 
/**
 * The phrase, as it was said.
 */
code: string, };

export type DesksView = { 
/**
 * Whether a code waits to be used.
 */
code_waits: boolean, 
/**
 * Who has not opened since the installation secret was renewed.
 */
not_passed: Array<string>, 
/**
 * Whether this desk keeps its secret in a file.
 */
degraded: boolean, };

export type Detail = "profession" | "employment_status" | "employer" | "social_group" | "work_stoppage_from" | "work_stoppage_to" | "social_security_centre" | "portal_id" | "fax" | "leisure" | "leisure_note" | "insurer" | "insurance_policy" | "insurance_due" | "directives_place" | "directives_on" | "directives_person";

export type DetailChoiceView = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
label: string, };

export type DetailKind = "text" | "watched_text" | "choice" | "choices" | "day" | "phone";

export type DetailShapeView = { 
/**
 * Which answer.
 */
detail: Detail, 
/**
 * Its name on a form.
 */
label: string, 
/**
 * Text, list, day, telephone.
 */
kind: DetailKind, 
/**
 * What a list offers.
 */
choices: Array<DetailChoiceView>, };

export type DetailView = { 
/**
 * Which.
 */
detail: Detail, 
/**
 * Its name.
 */
label: string, 
/**
 * The answer, in words.
 */
value: string, };

export type DietCountView = { 
/**
 * Code of the neutral diet.
 */
diet_code: string, 
/**
 * `Sans porc`.
 */
diet_label: string, 
/**
 * Children.
 */
children: number, };

export type Direction = "outward" | "return" | "both";

export type DistinguishRequest = { 
/**
 * One.
 */
one: string, 
/**
 * The other.
 */
other: string, 
/**
 * A file that shows one of them.
 */
family: FamilyId, 
/**
 * False takes it back.
 */
are_two: boolean, };

export type DocumentChoiceView = { 
/**
 * Which kind.
 */
kind: DocumentKindId, 
/**
 * Its name.
 */
name: string, 
/**
 * Whose paper it is.
 */
owner: DocumentOwner, 
/**
 * What it shows.
 */
nature: DocumentNature, 
/**
 * Seen only, or received.
 */
keeping: DocumentKeeping, 
/**
 * Whether words may be written beside it.
 */
takes_note: boolean, };

export type DocumentDraft = { 
/**
 * Which kind.
 */
kind: DocumentKindId, 
/**
 * Whose.
 */
subject: DocumentSubject, 
/**
 * What became of it.
 */
verdict: DocumentVerdict, 
/**
 * The day it was given or seen.
 */
on: string, 
/**
 * Its last day, when it says one itself; from its kind otherwise.
 */
until: string | null, 
/**
 * Why it was not taken.
 */
fault: DocumentFault | null, 
/**
 * Words beside it; ordinary papers only.
 */
note: string, };

export type DocumentEntryView = { 
/**
 * Identifier.
 */
id: DocumentId, 
/**
 * `reçue le 05/04/2026`, `refusée le 05/04/2026, non signée`.
 */
label: string, 
/**
 * Who noted it.
 */
agent: string, 
/**
 * Who noted it and what: what undoes a removal.
 */
draft: DocumentDraft, 
/**
 * The files joined to it.
 */
files: Array<AttachedFileView>, };

export type DocumentFault = "incomplete" | "unsigned" | "unreadable" | "outdated" | "other_person" | "other_document";

export type DocumentGlanceView = { 
/**
 * Asked for.
 */
asked: number, 
/**
 * That do not hold today.
 */
missing: number, 
/**
 * That expire within a month.
 */
expiring: number, 
/**
 * The first that lacks: `Attestation d’assurance, Léonie`.
 */
first: string, };

export type DocumentId = string;

export type DocumentKeeping = "seen" | "copy";

export type DocumentKindDraft = { 
/**
 * Name shown: `Justificatif de domicile`.
 */
name: string, 
/**
 * Whose paper it is.
 */
owner: DocumentOwner, 
/**
 * What it shows.
 */
nature: DocumentNature, 
/**
 * Seen only, or kept.
 */
keeping: DocumentKeeping, 
/**
 * How long it holds.
 */
validity: DocumentValidity, 
/**
 * Kinds of activities that ask for it.
 */
activity_kinds: Array<ActivityKind>, 
/**
 * Activities that ask for it, besides those kinds.
 */
activities: Array<ActivityId>, };

export type DocumentKindId = string;

export type DocumentKindListView = { 
/**
 * In the order of lists.
 */
kinds: Array<DocumentKindView>, };

export type DocumentKindRequest = { 
/**
 * Which.
 */
kind: DocumentKindId, };

export type DocumentKindSaveRequest = { 
/**
 * Which; a new one when absent.
 */
kind: DocumentKindId | null, 
/**
 * What was typed.
 */
draft: DocumentKindDraft, 
/**
 * Its place in lists.
 */
rank: number, };

export type DocumentKindView = { 
/**
 * Identifier.
 */
id: DocumentKindId, 
/**
 * What a form starts from.
 */
draft: DocumentKindDraft, 
/**
 * `le foyer`, `chaque responsable`, `l’enfant`.
 */
owner_label: string, 
/**
 * `courante`, `santé` …
 */
nature_label: string, 
/**
 * `vue seulement`, `copie possible`.
 */
keeping_label: string, 
/**
 * `sans fin`, `12 mois`, `jusqu’au 31 août`.
 */
validity_label: string, 
/**
 * The kinds of activities, then the activities, that ask for it; empty when nobody does.
 */
asked_by: Array<string>, 
/**
 * Its place in lists.
 */
rank: number, 
/**
 * Whether something was noted under it: whose it is and what it shows no longer change.
 */
in_use: boolean, };

export type DocumentLettersRequest = { 
/**
 * The families, in the order of the envelopes.
 */
families: Array<FamilyId>, 
/**
 * The day by which papers are asked for; as soon as may be when absent.
 */
by: string | null, };

export type DocumentLettersView = { 
/**
 * How many.
 */
letters: number, 
/**
 * Households without an adult to write to, or whose address does not hold.
 */
left_out: number, 
/**
 * The file that was shown.
 */
file_name: string, };

export type DocumentLineView = { 
/**
 * Which kind.
 */
kind: DocumentKindId, 
/**
 * Its name.
 */
kind_name: string, 
/**
 * What it shows.
 */
nature: DocumentNature, 
/**
 * Seen only, or received.
 */
keeping: DocumentKeeping, 
/**
 * Whose.
 */
subject: DocumentSubject, 
/**
 * `Foyer A`, `Maëlle Le Goff`, `Léonie`.
 */
subject_name: string, 
/**
 * The activities that ask for it; none when it was given and nobody asks.
 */
asked_by: Array<string>, 
/**
 * Where it stands.
 */
standing: DocumentStanding, 
/**
 * `manquante`, `reçue`, `vue` …
 */
standing_label: string, 
/**
 * Whether the agent notes it.
 */
may_note: boolean, 
/**
 * Whether words may be written beside it.
 */
takes_note: boolean, 
/**
 * Why the agent joins no file to it; empty when they may.
 */
no_file: string, 
/**
 * Its last day. Absent for who learns only whether it was given.
 */
until?: string | null, 
/**
 * What was noted, the latest first. Absent for who learns only whether it was given.
 */
history?: Array<DocumentEntryView>, };

export type DocumentListView = { 
/**
 * What presses most first.
 */
documents: Array<MissingDocumentRow>, 
/**
 * Families concerned.
 */
families: number, 
/**
 * The activities that ask for something, in the order of lists.
 */
activities: Array<DocumentPlaceView>, };

export type DocumentNature = "ordinary" | "identity" | "judgment" | "health" | "resources" | "bank";

export type DocumentNoteRequest = { 
/**
 * What was typed.
 */
draft: DocumentDraft, };

export type DocumentNotedView = { 
/**
 * Which.
 */
document: DocumentId, 
/**
 * What became of it.
 */
verdict: DocumentVerdict, };

export type DocumentOwner = "household" | "guardian" | "child";

export type DocumentPlaceView = { 
/**
 * The activity.
 */
activity: ActivityId, 
/**
 * Its name.
 */
name: string, 
/**
 * The school it depends on.
 */
school: SchoolId | null, };

export type DocumentRequest = { 
/**
 * Which.
 */
document: DocumentId, };

export type DocumentShownView = { 
/**
 * Its name.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, };

export type DocumentStanding = "missing" | "refused" | "to_complete" | "expired" | "expires_soon" | "received";

export type DocumentSubject = { "of": "household", "id": HouseholdId } | { "of": "guardian", "id": GuardianId } | { "of": "child", "id": ChildId };

export type DocumentSubjectView = { 
/**
 * Who.
 */
subject: DocumentSubject, 
/**
 * Their name.
 */
name: string, };

export type DocumentValidity = { "kind": "unlimited" } | { "kind": "months", 
/**
 * Months, 1 to 120.
 */
months: number, } | { "kind": "year_end", 
/**
 * Month, 1 to 12.
 */
month: number, 
/**
 * Day of the month.
 */
day: number, };

export type DocumentVerdict = "accepted" | "to_complete" | "refused";

export type Dose = { 
/**
 * What it protects from.
 */
valence: Valence, 
/**
 * The day it was given.
 */
on: string, };

export type DraftRequest = { 
/**
 * For instance `family_register` or `guardian_save/<id>`.
 */
key: string, };

export type DraftSaveRequest = { 
/**
 * Its name.
 */
key: string, 
/**
 * What was typed, as the window wrote it.
 */
body: string, };

export type DraftView = { 
/**
 * What was typed.
 */
body: string | null, 
/**
 * When, milliseconds since 1970.
 */
saved_at_ms: number | null, };

export type DuplicateCandidate = { 
/**
 * What was typed: `children.0`, `households.0.guardians.1`.
 */
field: string, 
/**
 * Who is already known.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * Their family.
 */
family: FamilyId, 
/**
 * Its number.
 */
family_number: number, 
/**
 * Its name.
 */
family_name: string, 
/**
 * Why they look the same, in French.
 */
reason: string, 
/**
 * The same names and birth date, nothing less.
 */
is_certain: boolean, };

export type DuplicateListView = { 
/**
 * Pairs to look at, the surest first.
 */
pairs: Array<DuplicatePairRow>, 
/**
 * The latest merges that stand.
 */
merges: Array<MergeLineView>, };

export type DuplicatePairRow = { 
/**
 * What they are.
 */
kind: RecordKind, 
/**
 * Out of 100.
 */
score: number, 
/**
 * They share more than names and a birth date.
 */
is_certain: boolean, 
/**
 * Why they look the same, in French.
 */
reasons: Array<string>, 
/**
 * One.
 */
one: DuplicateSideView, 
/**
 * The other.
 */
other: DuplicateSideView, };

export type DuplicateSideView = { 
/**
 * The record.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What tells it: a birth date, a street.
 */
detail: string, 
/**
 * A file that shows it.
 */
family: FamilyId, 
/**
 * Its number.
 */
family_number: number, 
/**
 * Its name.
 */
family_name: string, };

export type EffortBase = "quotient" | "monthly_income";

export type EffortRate = { 
/**
 * What the rate applies to.
 */
base: EffortBase, 
/**
 * Terms of residents.
 */
resident: EffortTerms, 
/**
 * Terms of others; residents' when absent.
 */
non_resident: EffortTerms | null, };

export type EffortTerms = { 
/**
 * Factor applied to the base.
 */
rate: Rate, 
/**
 * Lowest price, per unit or hour.
 */
floor: Cents, 
/**
 * Highest price, per unit or hour: also the price without quotient.
 */
cap: Cents, };

export type EmergencyBanView = { 
/**
 * Their name.
 */
name: string, 
/**
 * `depuis le 24/11/2026`: dates and no reason.
 */
period: string, };

export type EmergencyCallView = { 
/**
 * Their name.
 */
name: string, 
/**
 * `mère`, `voisine`; empty for who does not read kinship.
 */
link: string, 
/**
 * As dialled, the first to try first; none when no number is known.
 */
phones: Array<string>, 
/**
 * Whether the child is in their home today.
 */
has_child: boolean, };

export type EmergencyCollectView = { 
/**
 * Their name.
 */
name: string, 
/**
 * What they are to the child.
 */
link: string, 
/**
 * As dialled, may be empty.
 */
phone: string, 
/**
 * `montre sa carte d’identité, jusqu’au 31/08/2026`; empty for who answers for the child.
 */
condition: string, };

export type EmergencyDayRequest = { 
/**
 * The activity.
 */
activity: ActivityId, 
/**
 * The day; today when absent.
 */
day: string | null, };

export type EmergencyInstructionsView = { 
/**
 * Allergies, worst first.
 */
allergies: Array<AllergyView>, 
/**
 * Measures decided (E09).
 */
adaptations: string | null, 
/**
 * What the kitchen must do beyond the diet.
 */
kitchen_note: string | null, 
/**
 * Whether a PAI is followed.
 */
has_pai: boolean, 
/**
 * Where the kit is.
 */
kit_place: string | null, };

export type EmergencyView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * `Léonie d’Estienne`.
 */
name: string, 
/**
 * `née le 14/03/2019, 7 ans`.
 */
born: string, 
/**
 * `Les Tilleuls, CE1 B`; empty without a class.
 */
schooling: string, 
/**
 * Whether a photograph may be asked for.
 */
has_photo: boolean, 
/**
 * Whom to call, in order.
 */
calls: Array<EmergencyCallView>, 
/**
 * Who may leave with the child.
 */
collects: Array<EmergencyCollectView>, 
/**
 * Who may not. Absent for who does not read parental authority.
 */
bans?: Array<EmergencyBanView>, 
/**
 * What to do when bans are not shown; empty when they are.
 */
bans_note: string, 
/**
 * The doctor, may be empty.
 */
doctor_name: string, 
/**
 * As dialled, may be empty.
 */
doctor_phone: string, 
/**
 * The neutral diet; empty for the everyday meal.
 */
diet: string, 
/**
 * What to do. Absent for who does not hold the key.
 */
instructions?: EmergencyInstructionsView, 
/**
 * Why there is none; empty when there is.
 */
instructions_note: string, };

export type Empty = Record<symbol, never>;

export type EnrolmentView = { 
/**
 * The phrase, shown once.
 */
code: string, 
/**
 * Until when it is good, milliseconds since 1970.
 */
until_ms: number, };

export type ErrorView = { 
/**
 * Kind.
 */
code: Code, 
/**
 * French sentence.
 */
message: string, 
/**
 * Problems beside their fields.
 */
fields: Array<FieldIssue>, 
/**
 * What the window needs to offer a way out.
 */
params: unknown, 
/**
 * Number of a bug.
 */
reference: string | null, };

export type ExerciceRow = { 
/**
 * Accounting year.
 */
exercice: number, 
/**
 * Rank of the next invoice.
 */
next_rank: number, 
/**
 * Its number: `2026-000413`.
 */
next_invoice: string, 
/**
 * Whether an invoice was numbered here: where they start can no longer be said.
 */
invoice_started: boolean, 
/**
 * Number of the next bordereau.
 */
next_bordereau: number, 
/**
 * Whether a bordereau was numbered here.
 */
bordereau_started: boolean, };

export type ExercicesView = { 
/**
 * The ordinary one first.
 */
exercices: Array<ExerciceRow>, };

export type ExportPurpose = "school" | "transport" | "service" | "accounts" | "instruction" | "control" | "data_request" | "other";

export type FamilyCheckView = { 
/**
 * Problems beside their fields.
 */
issues: Array<FieldIssue>, 
/**
 * Who looks the same.
 */
duplicates: Array<DuplicateCandidate>, };

export type FamilyCommitRequest = { 
/**
 * The reading of the file, as the preview said it.
 */
reading: string, 
/**
 * Lines to be looked at that the agent agrees to; a family is taken when all of its own are.
 */
accepted_lines: Array<number>, 
/**
 * All of them are agreed to.
 */
accept_doubts: boolean, };

export type FamilyConsentsView = { 
/**
 * Text by text, person by person.
 */
lines: Array<ConsentLineView>, 
/**
 * Whether the town prospects at all, and whom it may. Absent for who learns only whether a photograph is allowed.
 */
prospecting?: ProspectingView, };

export type FamilyDocumentsView = { 
/**
 * What is asked for, in the order of the kinds, then what was given besides.
 */
lines: Array<DocumentLineView>, 
/**
 * How many, asked for, do not hold today.
 */
missing: number, 
/**
 * How many, asked for, expire within a month.
 */
expiring: number, 
/**
 * What the agent may note besides.
 */
choices: Array<DocumentChoiceView>, 
/**
 * Of whom.
 */
subjects: Array<DocumentSubjectView>, };

export type FamilyHabitsView = { 
/**
 * Children under six, the eldest first.
 */
children: Array<ChildHabitsView>, 
/**
 * What may be asked of them and this role reads.
 */
shapes: Array<HabitShapeView>, 
/**
 * What not answering costs (A13).
 */
refusal: string, 
/**
 * Whether this role writes them.
 */
may_keep: boolean, };

export type FamilyHistoryRow = { 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who.
 */
agent: string, 
/**
 * What: field and whose.
 */
label: string, 
/**
 * Before; empty when there was nothing.
 */
before: string, 
/**
 * After; empty when it was removed.
 */
after: string, };

export type FamilyHistoryView = { 
/**
 * Newest first.
 */
changes: Array<FamilyHistoryRow>, };

export type FamilyId = string;

export type FamilyImportDoneView = { 
/**
 * The batch; its counts are rows of the file.
 */
batch: ImportBatchRow, 
/**
 * What was recorded.
 */
taken: FamilyTotals, 
/**
 * What was left, though the file has it.
 */
left: FamilyTotals, 
/**
 * What the file holds and was not taken over.
 */
left_out: Array<NotTakenRow>, 
/**
 * Families passed over because an earlier file had them.
 */
already_taken: number, };

export type FamilyImportRow = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * What becomes of it: a family is taken whole, or not at all.
 */
state: ImportRowState, 
/**
 * The family, or the person of the row.
 */
label: string, 
/**
 * The number the family has in the file; empty when it has none.
 */
number: string, 
/**
 * Where a product's own file has it: `enfant.csv, ligne 12`; empty for a table, whose line says it.
 */
read_in: string, 
/**
 * Lines of the same family, this one included.
 */
family_lines: Array<number>, 
/**
 * Its cells in the order of `fields`, as corrected; none when there is nothing to look at: `families_row` gives them.
 */
cells: Array<string>, 
/**
 * Fields the agent corrected.
 */
corrected: Array<string>, 
/**
 * The family it was taken as from an earlier file.
 */
family: FamilyId | null, 
/**
 * What is wrong.
 */
issues: Array<CellIssueView>, };

export type FamilyImportView = { 
/**
 * The agent gave up choosing a file: everything else is empty.
 */
cancelled: boolean, 
/**
 * The file.
 */
shape: FileShapeView | null, 
/**
 * The product it comes from, found or chosen.
 */
profile: TakeoverProfile, 
/**
 * `BL Enfance`.
 */
profile_label: string, 
/**
 * Values sealed by the product that no key opened.
 */
sealed: number, 
/**
 * Numbers at a caisse whose row does not give the code of the caisse.
 */
caisses_unsaid: number, 
/**
 * What the file holds and Préau does not take over.
 */
left_out: Array<NotTakenRow>, 
/**
 * How it holds families, found or chosen.
 */
layout: FileLayout | null, 
/**
 * `une ligne par famille`.
 */
layout_label: string, 
/**
 * What is said of whole columns: quotients without a month, balances that only serve to check.
 */
notes: Array<string>, 
/**
 * Fields that have a column: what the cells of a row are, in their order.
 */
fields: Array<string>, 
/**
 * How many rows of each fate.
 */
counts: ImportCounts, 
/**
 * How many families of each fate.
 */
families: ImportCounts, 
/**
 * Every row.
 */
rows: Array<FamilyImportRow>, 
/**
 * What is counted, to be compared with what the former product says.
 */
totals: FamilyTotalsView, };

export type FamilyInvoiceRow = { 
/**
 * Identifier.
 */
id: InvoiceId, 
/**
 * Number.
 */
number: string, 
/**
 * Letter of the household.
 */
household: string, 
/**
 * Month billed, `2026-10`.
 */
month: string, 
/**
 * Total.
 */
total_cents: Cents, 
/**
 * What was paid of it.
 */
paid_cents: Cents, 
/**
 * To be paid by.
 */
due_on: string, };

export type FamilyListRequest = { 
/**
 * So many of the first ones; all of them otherwise.
 */
first?: number, };

export type FamilyListView = { 
/**
 * The families: all, or as many of the first as were asked for.
 */
families: Array<FamilyRow>, 
/**
 * How many there are in all.
 */
total: number, };

export type FamilyPhotosView = { 
/**
 * Children, their guardians, then those who may collect them.
 */
people: Array<PhotoView>, };

export type FamilyRegisterRequest = { 
/**
 * Households, A first.
 */
households: Array<HouseholdEntry>, 
/**
 * Children.
 */
children: Array<ChildEntry>, 
/**
 * The agent was shown who looks the same and goes on.
 */
seen_duplicates: boolean, };

export type FamilyRequest = { 
/**
 * The family.
 */
family: FamilyId, };

export type FamilyRow = { 
/**
 * Identifier.
 */
id: FamilyId, 
/**
 * Number people quote.
 */
number: number, 
/**
 * Name.
 */
name: string, 
/**
 * Guardians' first names and names, debtors first.
 */
guardians: Array<string>, 
/**
 * Debtors, one per household.
 */
debtors: Array<string>, 
/**
 * First names of the children, eldest first.
 */
children: Array<string>, 
/**
 * How many.
 */
children_count: number, 
/**
 * Their schools, each once.
 */
schools: Array<string>, 
/**
 * City of the first household.
 */
city: string, 
/**
 * The telephone to call first, as dialled.
 */
phone: string, 
/**
 * Whether two households share the children.
 */
shared_custody: boolean, 
/**
 * What the file lacks, in French; empty when it is complete.
 */
missing: Array<string>, 
/**
 * Bracket of each household, `A Tranche 3 · B Tranche 5`. Absent for SAN and TER.
 */
bracket?: string, 
/**
 * The worst of its households' quotients. Absent for SAN and TER.
 */
quotient_state?: QuotientState, 
/**
 * What it owes, in cents; negative when paid in advance. FAC and RES only.
 */
balance_cents?: Cents, 
/**
 * The same as a light. Absent for SAN and TER.
 */
balance_light?: BalanceLight, 
/**
 * The worst of its children's lights. Absent for FAC and RES.
 */
health_light?: HealthLight, };

export type FamilyRowRequest = { 
/**
 * Line of the file.
 */
line: number, };

export type FamilySchoolingView = { 
/**
 * Its children, eldest first.
 */
children: Array<ChildSchoolingView>, 
/**
 * Schools of the town.
 */
schools: Array<SchoolOption>, 
/**
 * Stops of the town.
 */
stops: Array<StopOption>, 
/**
 * This school year and the next.
 */
school_years: Array<string>, };

export type FamilyTotals = { 
/**
 * Families.
 */
families: number, 
/**
 * Guardians.
 */
guardians: number, 
/**
 * Children.
 */
children: number, 
/**
 * Contacts and persons who may pick up.
 */
contacts: number, 
/**
 * Numbers at a caisse.
 */
allocataires: number, 
/**
 * Quotients.
 */
quotients: number, 
/**
 * Sum of what they owe in the file; none when no column says it. It is never recorded.
 */
balance_cents: Cents | null, };

export type FamilyTotalsView = { 
/**
 * Everything in it.
 */
file: FamilyTotals, 
/**
 * What will be taken.
 */
accepted: FamilyTotals, 
/**
 * What will be taken if the agent says so.
 */
to_check: FamilyTotals, 
/**
 * What cannot be taken.
 */
refused: FamilyTotals, 
/**
 * What an earlier file brought.
 */
already_taken: FamilyTotals, 
/**
 * Cells of balances that hold no amount: the sums are short of them.
 */
balances_unread: number, };

export type FamilyTrialView = { 
/**
 * What would be recorded.
 */
taken: FamilyTotals, 
/**
 * What would not, though the file has it.
 */
left: FamilyTotals, 
/**
 * What the families recorded would still want, most frequent first.
 */
wanting: Array<FamilyWantRow>, 
/**
 * Households that would pay the residents' price.
 */
resident_households: number, 
/**
 * Households that would be recorded.
 */
households: number, };

export type FamilyView = { 
/**
 * Identifier.
 */
id: FamilyId, 
/**
 * Number, `002 417`.
 */
number: string, 
/**
 * Name.
 */
name: string, 
/**
 * Followed since.
 */
followed_since: string, 
/**
 * `parents séparés, garde alternée`; empty when there is nothing to say.
 */
situation: string, 
/**
 * Households, A first.
 */
households: Array<HouseholdView>, 
/**
 * Children, eldest first.
 */
children: Array<ChildView>, 
/**
 * Alternating custody, one entry per rhythm.
 */
rhythms: Array<CustodyRhythmView>, 
/**
 * Contacts, in order of call.
 */
contacts: Array<ContactView>, 
/**
 * What the file lacks, in French.
 */
missing: Array<string>, 
/**
 * Who may not come for a child, be called or be written to: they have lost parental authority. INS, TER and RES only.
 */
pick_up_bans?: Array<PickUpBanView>, 
/**
 * What is said of parental authority, the latest first. INS, TER and RES only.
 */
authorities?: Array<AuthorityView>, 
/**
 * The documents asked for, in figures. Not for TER.
 */
documents?: DocumentGlanceView, 
/**
 * Days to come.
 */
bookings: Array<NextBookingView>, 
/**
 * Other files that share a child.
 */
linked: Array<LinkedFamilyView>, 
/**
 * Latest invoices. FAC and RES only.
 */
invoices?: Array<FamilyInvoiceRow>, 
/**
 * How many there are in all. FAC and RES only.
 */
invoices_count?: number, };

export type FamilyWantRow = { 
/**
 * `une adresse complète`.
 */
what: string, 
/**
 * Families.
 */
families: number, };

export type FamilyWritten = { 
/**
 * The file.
 */
family: FamilyId, 
/**
 * What was written in it.
 */
subject: string, };

export type FictiveAgent = { 
/**
 * Login.
 */
login: string, 
/**
 * Role codes, comma-separated.
 */
role: string, 
/**
 * Known password.
 */
password: string, };

export type FictiveCreateRequest = { 
/**
 * How many families.
 */
families: number, 
/**
 * The month whose presences are ticked, `2026-03`.
 */
month: string, 
/**
 * What randomness comes from: the same seed gives the same town.
 */
seed: number, 
/**
 * The same load for each child, to measure with: sixteen meals and twelve after-school sessions.
 */
measured?: boolean, };

export type FictiveView = { 
/**
 * Folder of the vault.
 */
vault: string, 
/**
 * Who may open it.
 */
agents: Array<FictiveAgent>, 
/**
 * Families made.
 */
families: number, 
/**
 * Children made.
 */
children: number, 
/**
 * Presences written.
 */
attendance_rows: number, };

export type FieldIssue = { 
/**
 * Path of the field, dotted: `guardians.0.phone`.
 */
field: string, 
/**
 * What kind of problem.
 */
code: IssueCode, 
/**
 * What is wrong and what to do, in French.
 */
message: string, 
/**
 * Whether it blocks.
 */
severity: Severity, };

export type FieldSubject = "guardian" | "household" | "child";

export type FileEncoding = "utf8" | "windows1252";

export type FileFormat = "pdf" | "jpeg" | "png" | "webp";

export type FileLayout = "family_per_row" | "person_per_row";

export type FileSeparator = "semicolon" | "comma" | "tab" | "pipe";

export type FileShapeView = { 
/**
 * Name.
 */
file_name: string, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, 
/**
 * What is agreed to when the file is taken: these bytes, read so, from those columns, with these corrections.
 */
reading: string, 
/**
 * What it is.
 */
source: FileSource, 
/**
 * `classeur Excel (xlsx)`.
 */
source_label: string, 
/**
 * Sheet read, of a workbook.
 */
sheet: string | null, 
/**
 * Its sheets.
 */
sheets: Array<string>, 
/**
 * Encoding read with; nothing for a workbook.
 */
encoding: FileEncoding | null, 
/**
 * `Windows-1252`.
 */
encoding_label: string, 
/**
 * Whether the encoding is sure.
 */
encoding_certain: boolean, 
/**
 * Words whose accents tell whether the encoding is right.
 */
encoding_samples: Array<string>, 
/**
 * Separator read with; nothing for a workbook.
 */
separator: FileSeparator | null, 
/**
 * `point-virgule`.
 */
separator_label: string, 
/**
 * Headings of the file.
 */
headers: Array<string>, 
/**
 * Fields and the column that feeds each.
 */
columns: Array<ColumnView>, 
/**
 * Headings nothing reads.
 */
unused: Array<string>, 
/**
 * Columns that never enter: their cells are nowhere, no field can be fed by them.
 */
refused: Array<RefusedColumnView>, 
/**
 * Fields that are required and have no column: nothing can be read until they have.
 */
missing: Array<string>, 
/**
 * What was noticed of the file.
 */
remarks: Array<string>, 
/**
 * Rows, heading excluded.
 */
rows: number, 
/**
 * The same bytes were already imported by this batch.
 */
same_file: BatchId | null, };

export type FileSource = "text" | "xlsx" | "ods" | "xls" | "base";

export type Font = "inter" | "atkinson";

export type ForbiddenKind = "password" | "network_address" | "machine" | "web_address" | "connection" | "token" | "offence" | "childminder" | "national_number";

export type FormerDebtorEntry = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * Their last day.
 */
until: string, };

export type FormerDebtorView = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * Their name.
 */
name: string, 
/**
 * Their last day.
 */
until: string, };

export type FormerSubsidyView = { 
/**
 * `50 %, dans la limite de 30,00 € par mois`.
 */
label: string, 
/**
 * `depuis le 01/09/2026`.
 */
period_label: string, 
/**
 * When it was written, milliseconds since 1970.
 */
recorded_at_ms: number, 
/**
 * Who wrote it.
 */
recorded_by: string, };

export type FoundBackupView = { 
/**
 * The place it lies in.
 */
place: string, 
/**
 * What people call that place.
 */
place_name: string, 
/**
 * Its name there.
 */
name: string, 
/**
 * When it was made, milliseconds since 1970.
 */
made_at_ms: number, 
/**
 * Who made it, and signed it.
 */
made_by: string, 
/**
 * Sixteen characters of the journal's last line.
 */
head: string, 
/**
 * What it holds.
 */
counts: BackupCounts, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Whether its files are all there with the lengths announced; their content is read again before it is used.
 */
whole: boolean, };

export type FoundWordView = { 
/**
 * As it stands in the text, without accents or case.
 */
word: string, 
/**
 * What it would reveal.
 */
category: WordCategory, 
/**
 * Whether the text is refused.
 */
verdict: Verdict, 
/**
 * Why, and what to write instead.
 */
explanation: string, };

export type FunderDraft = { 
/**
 * Its name: `CCAS de Montbard`. Invoices print it.
 */
name: string, 
/**
 * What it is.
 */
kind: FunderKind, };

export type FunderId = string;

export type FunderKind = "caisse" | "department" | "municipality" | "employer" | "association" | "other" | "ccas";

export type FunderListView = { 
/**
 * In the order of their names.
 */
funders: Array<FunderView>, };

export type FunderOwed = { 
/**
 * The funder.
 */
funder: FunderId | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is.
 */
kind_label: string, 
/**
 * How many children it pays for.
 */
children: number, 
/**
 * What it owes.
 */
amount_cents: Cents, };

export type FunderRequest = { 
/**
 * The funder.
 */
id: FunderId, };

export type FunderSaveRequest = { 
/**
 * The funder; none for a new one.
 */
id: FunderId | null, 
/**
 * What it is.
 */
draft: FunderDraft, };

export type FunderView = { 
/**
 * Identifier.
 */
id: FunderId, 
/**
 * What it is.
 */
draft: FunderDraft, 
/**
 * `CCAS`, `caisse (CAF, MSA)`.
 */
kind_label: string, };

export type FundersOwedView = { 
/**
 * Funder by funder.
 */
funders: Array<FunderOwed>, 
/**
 * Child by child, in the same order.
 */
rows: Array<OwedView>, 
/**
 * The sum.
 */
total_cents: Cents, };

export type GateAgent = { 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
name: string, 
/**
 * Password of an agent of an invented town: known to all, and said so.
 */
known_password: string | null, };

export type GivenFile = { 
/**
 * Name.
 */
name: string, 
/**
 * Content, byte by byte.
 */
bytes: Array<number>, };

export type GradeView = { 
/**
 * `CE1`.
 */
code: string, 
/**
 * `Cours élémentaire 1`.
 */
label: string, };

export type GridColumnView = { 
/**
 * Its day, by place in `days`.
 */
day: number, 
/**
 * Its unit, by place in `units`.
 */
unit: number, 
/**
 * Why it is closed; none when open.
 */
closed: string | null, 
/**
 * Children of the grid who hold a place: booked or there.
 */
count: number, 
/**
 * Children of the grid who came.
 */
present: number, 
/**
 * Children of the grid who wait.
 */
waiting: number, 
/**
 * Cells of the grid still to tick.
 */
to_tick: number, 
/**
 * Places taken in the unit that day, all children counted.
 */
taken: number, 
/**
 * More places taken than the unit has.
 */
over: boolean, };

export type GridDayView = { 
/**
 * The day.
 */
day: string, 
/**
 * 1 for Monday.
 */
weekday: number, 
/**
 * Its first column.
 */
first_column: number, 
/**
 * How many it has.
 */
columns: number, 
/**
 * Public holiday or closure, when the whole day is closed.
 */
note: string | null, 
/**
 * Cells still to tick: booked, and the day has come.
 */
to_tick: number, 
/**
 * Its month is billed: nothing is painted any more.
 */
billed: boolean, };

export type GridRowView = { 
/**
 * The child.
 */
child_id: ChildId, 
/**
 * File of the family.
 */
family_id: FamilyId | null, 
/**
 * Family name.
 */
family_name: string, 
/**
 * First names.
 */
first_names: string, 
/**
 * Class over the span.
 */
class_name: string | null, 
/**
 * Light of the health file (E16). Absent for who may not see it.
 */
health_light?: HealthLight, 
/**
 * One character a column: `1` to `8` the state, `0` empty, `.` empty and not registered (only « imprévu » may be noted).
 */
cells: string, 
/**
 * Minutes noted: column, minutes.
 */
minutes: Array<[number, number]>, 
/**
 * Cells reserved.
 */
reserved: number, 
/**
 * Presences.
 */
present: number, 
/**
 * Absences.
 */
absent: number, };

export type GridScope = { "kind": "class", 
/**
 * The class.
 */
class: ClassId, } | { "kind": "activity", 
/**
 * The activity.
 */
activity: ActivityId, } | { "kind": "family", 
/**
 * The family.
 */
family: FamilyId, };

export type GridSpan = "day" | "week" | "month";

export type GridUnitView = { 
/**
 * The unit.
 */
id: UnitId, 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * Name of the unit.
 */
name: string, 
/**
 * Letter of its column.
 */
code: string, 
/**
 * `11 h 45 – 13 h 30`.
 */
hours_label: string, 
/**
 * Children it takes; none when nothing limits it.
 */
capacity: number | null, 
/**
 * Whether minutes are noted.
 */
by_minutes: boolean, 
/**
 * Minutes it lasts: what a presence counts when none are noted.
 */
planned_minutes: number, 
/**
 * Whether it has columns in this grid.
 */
shown: boolean, };

export type GuardianDraft = { 
/**
 * Civility, as the treasury reads it; empty is allowed until the guardian owes something.
 */
civility: string, 
/**
 * Birth name (A01).
 */
birth_name: string, 
/**
 * Name used, when it differs (A02).
 */
usage_name: string, 
/**
 * First names, in order, separated by commas (A03).
 */
first_name: string, 
/**
 * They are known by one name only: no first name is asked, none is invented.
 */
single_name: boolean, 
/**
 * Birth date (A09), as far as it is known.
 */
birth_date: string | null, 
/**
 * Birth place (A10): the commune, the town abroad, or the words of an older file.
 */
birth_place: string, 
/**
 * INSEE code of the commune or the country chosen from the list; empty for words alone.
 */
birth_code: string, 
/**
 * E-mail (A06).
 */
email: string, 
/**
 * How they want what is sent to them (A06).
 */
sending: SendPreference, 
/**
 * Telephones, in the order to call them (A07).
 */
phones: Array<string>, 
/**
 * What each of those telephones is, in the same order; read from the number where nothing is said.
 */
phone_kinds: Array<PhoneKind | null>, 
/**
 * What they are to the children (V07).
 */
kinship: Kinship, 
/**
 * Answers to the optional fields that the town asks (X08). Checked by [`super::read_details`].
 */
details: { [key in Detail]?: string }, };

export type GuardianId = string;

export type GuardianSaveRequest = { 
/**
 * Their household.
 */
household: HouseholdId, 
/**
 * Who; a new guardian when absent.
 */
guardian: GuardianId | null, 
/**
 * What was typed.
 */
draft: GuardianDraft, 
/**
 * Since when somebody new lives there; of somebody known, `household_stay_save` says it.
 */
since: string | null, 
/**
 * The agent was shown who looks the same and goes on.
 */
seen_duplicates: boolean, };

export type GuardianView = { 
/**
 * Identifier.
 */
id: GuardianId, 
/**
 * `Maëlle Le Goff`.
 */
shown_name: string, 
/**
 * Civility code, empty when unknown.
 */
civility: string, 
/**
 * Birth name (A01).
 */
birth_name: string, 
/**
 * Name used (A02).
 */
usage_name: string, 
/**
 * First names (A03).
 */
first_name: string, 
/**
 * What they are to each child of the file, and what authority they hold over them today. INS, TER and RES only.
 */
bonds?: Array<BondView>, 
/**
 * Telephones, in order of call.
 */
phones: Array<PhoneView>, 
/**
 * Whether they are the household's debtor.
 */
is_debtor: boolean, 
/**
 * Since when they live there, and the last day once they have left. INS and FAC only.
 */
stay?: HouseholdStayView, 
/**
 * E-mail (A06). Absent for SAN and TER.
 */
email?: string, 
/**
 * `par courriel`, `par courrier`, empty when they have not said (A06). Absent for SAN and TER.
 */
sending_label?: string, 
/**
 * Answers to the optional fields that the town asks and this role reads (X08).
 */
details: Array<DetailView>, 
/**
 * Birth date and place (A09, A10). INS and FAC only.
 */
birth?: BirthView, 
/**
 * What a form starts from. INS only.
 */
draft?: GuardianDraft, };

export type Habit = "naps" | "falling_asleep" | "comforter" | "dummy" | "meals" | "meal_rhythm" | "milk" | "texture" | "bottle" | "warmth";

export type HabitChangeView = { 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who wrote it.
 */
agent: string, 
/**
 * Name of the habit.
 */
label: string, 
/**
 * In words, empty when nobody had answered.
 */
before: string, 
/**
 * In words, empty when the answer was taken away.
 */
after: string, };

export type HabitChoiceView = { 
/**
 * As it is kept.
 */
code: string, 
/**
 * As it is read.
 */
label: string, };

export type HabitShapeView = { 
/**
 * Which.
 */
habit: Habit, 
/**
 * Its name.
 */
label: string, 
/**
 * Whether it is of what the child drinks and eats (E15).
 */
eating: boolean, 
/**
 * The answers of the list.
 */
choices: Array<HabitChoiceView>, };

export type HabitView = { 
/**
 * Which.
 */
habit: Habit, 
/**
 * Its name.
 */
label: string, 
/**
 * The answer.
 */
value: string, };

export type HabitsSaveRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The answers, by habit; an empty text takes one away.
 */
answers: Partial<Record<Habit, string>>, 
/**
 * The answers that were on the screen: what somebody else wrote since is not written over.
 */
known: Partial<Record<Habit, string>>, };

export type HeadcountDayView = { 
/**
 * Whether the unit opens.
 */
open: boolean, 
/**
 * Booked or there.
 */
expected: number, 
/**
 * There.
 */
present: number, 
/**
 * Absent or cancelled late.
 */
absent: number, 
/**
 * Waiting for a place.
 */
waiting: number, };

export type HeadcountRequest = { 
/**
 * When.
 */
span: HeadcountSpan, 
/**
 * Activities to count; empty for all.
 */
activities: Array<ActivityId>, };

export type HeadcountSpan = { "kind": "day", 
/**
 * The day.
 */
day: string, } | { "kind": "month", 
/**
 * The month.
 */
month: Month, };

export type HeadcountUnitView = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * Name of the unit.
 */
unit_name: string, 
/**
 * Places there are.
 */
capacity: number | null, 
/**
 * One for each of `days`.
 */
days: Array<HeadcountDayView>, 
/**
 * Children expected over the span, by diet.
 */
diets: Array<DietCountView>, 
/**
 * Children expected over the span, by class.
 */
classes: Array<ClassCountView>, 
/**
 * Children expected over the span.
 */
expected: number, 
/**
 * Presences over the span.
 */
present: number, };

export type HeadcountView = { 
/**
 * `mardi 24 novembre 2026`, `novembre 2026`.
 */
span_label: string, 
/**
 * The days on which at least one unit opens or somebody came.
 */
days: string[], 
/**
 * The units.
 */
units: Array<HeadcountUnitView>, };

export type HealthDueRow = { 
/**
 * By when.
 */
day: string, 
/**
 * What.
 */
label: string, };

export type HealthEditRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The record.
 */
record: HealthRecordDraft, 
/**
 * Code of the neutral diet.
 */
diet_code: string, 
/**
 * Doctor, may be empty.
 */
doctor_name: string, 
/**
 * Their telephone, may be empty.
 */
doctor_phone: string, };

export type HealthLight = "to_complete" | "unknown" | "up_to_date";

export type HealthLightView = { 
/**
 * The light.
 */
light: HealthLight, 
/**
 * When something is next due.
 */
due_on: string | null, };

export type HealthListView = { 
/**
 * The children.
 */
children: Array<HealthRow>, 
/**
 * How many are to complete.
 */
to_complete: number, };

export type HealthReaderRow = { 
/**
 * Who.
 */
agent: string, 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Whether they wrote in it.
 */
wrote: boolean, };

export type HealthRecordDraft = { 
/**
 * Allergies.
 */
allergies: Array<AllergyDraft>, 
/**
 * PAI.
 */
pai: PaiDraft | null, 
/**
 * Whether a handicap calls for particular care (E08): yes or no, never which.
 */
needs_support: boolean, 
/**
 * Measures decided (E09): what is done, never why.
 */
adaptations: string, 
/**
 * What the kitchen must do beyond the diet.
 */
kitchen_note: string, 
/**
 * Allergies or conditions that call for care (E19), optional, with the guardians' agreement.
 */
care_note: string, 
/**
 * Day the guardians agreed to [`Self::care_note`].
 */
care_agreed_on: string | null, 
/**
 * Vaccine doses.
 */
doses: Array<Dose>, 
/**
 * Contraindications, one vaccine each.
 */
contraindications: Array<Contraindication>, };

export type HealthRow = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Family name.
 */
family_name: string, 
/**
 * First names.
 */
first_name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * `7 ans`.
 */
age: string, 
/**
 * School of the day, may be empty.
 */
school: string, 
/**
 * Class of the day, may be empty.
 */
class: string, 
/**
 * The neutral diet; empty for the common meal.
 */
diet_label: string, 
/**
 * The light.
 */
light: HealthLight, 
/**
 * When something is next due.
 */
due_on: string | null, };

export type HealthShowRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Why: written in the journal, never shown on the file.
 */
reason: string, };

export type HealthTextKind = "instruction" | "adaptation" | "care_note" | "authority" | "note";

export type HealthView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * `Aziliz Le Goff`.
 */
shown_name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * `17 mois`.
 */
age: string, 
/**
 * School and class; empty without.
 */
schooling: string, 
/**
 * Files to open for the guardians and contacts.
 */
families: Array<FamilyId>, 
/**
 * Code of the neutral diet.
 */
diet_code: string, 
/**
 * Its name.
 */
diet_label: string, 
/**
 * Doctor.
 */
doctor_name: string, 
/**
 * As dialled.
 */
doctor_phone: string, 
/**
 * The light the desk sees.
 */
light: HealthLight, 
/**
 * When something is next due.
 */
due_on: string | null, 
/**
 * The record, as a form edits it.
 */
record: HealthRecordDraft, 
/**
 * Allergies, worst first.
 */
allergies: Array<AllergyView>, 
/**
 * PAI.
 */
pai: PaiView | null, 
/**
 * What the kitchen reads.
 */
kitchen: KitchenInstruction, 
/**
 * Vaccination, required valences first.
 */
vaccination: Array<ValenceRow>, 
/**
 * What is due, soonest first.
 */
due: Array<HealthDueRow>, 
/**
 * Who opened the record, latest first.
 */
readers: Array<HealthReaderRow>, };

export type HealthWritten = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The light the desk now sees.
 */
light: HealthLight, 
/**
 * When something is next due.
 */
due_on: string | null, 
/**
 * What did not prevent writing and should be looked at.
 */
warnings: Array<FieldIssue>, };

export type HeldRoleView = { 
/**
 * Code: INS, FAC …
 */
role: string, 
/**
 * In French.
 */
label: string, 
/**
 * First day.
 */
valid_from: string, 
/**
 * Last day.
 */
valid_to: string | null, 
/**
 * Whether it is held today.
 */
is_current: boolean, 
/**
 * The schools and activities it is limited to; none for the whole town.
 */
structures: string[], 
/**
 * Who asked for it.
 */
requested_by: string, 
/**
 * Who signed it.
 */
given_by: string, 
/**
 * When, milliseconds since 1970.
 */
given_at_ms: number, };

export type Help = { "kind": "per_unit", 
/**
 * In cents.
 */
amount: Cents, } | { "kind": "per_month", 
/**
 * In cents.
 */
amount: Cents, } | { "kind": "rate", 
/**
 * In thousandths.
 */
part: Permille, };

export type HolidayRule = { "kind": "weeks" } | { "kind": "shared", 
/**
 * The years the household has the first half of each holiday, or the first and third quarters of the summer. The others, it
 * has what is left. A holiday is of the year it begins in: Christmas 2026 is of 2026 until January.
 */
first: YearParity, 
/**
 * How the summer is cut.
 */
summer: SummerCut, };

export type HolidayView = { 
/**
 * `Vacances d’hiver`.
 */
name: string, 
/**
 * First day without school.
 */
from: string, 
/**
 * Last day without school.
 */
to: string, };

export type HomeBillingView = { 
/**
 * The month, `2026-10`.
 */
month: string, 
/**
 * `octobre 2026`.
 */
month_label: string, 
/**
 * Where it stands.
 */
step: BillingStep, 
/**
 * Invoices issued.
 */
invoices: number, 
/**
 * What they amount to.
 */
total_cents: Cents, 
/**
 * What was paid of it.
 */
paid_cents: Cents, };

export type HomeQuotientsView = { 
/**
 * How many in all.
 */
count: number, 
/**
 * The first ones.
 */
rows: Array<QuotientToRenewRow>, };

export type HomeReceiptsView = { 
/**
 * The sum.
 */
total_cents: Cents, 
/**
 * Day by day, those with something.
 */
days: Array<DayReceipts>, };

export type HomeTickingView = { 
/**
 * The twelve last working days, today last.
 */
days: Array<string>, 
/**
 * Activities, in the order of lists.
 */
rows: Array<TickRow>, 
/**
 * Days to finish in all.
 */
unfinished: number, };

export type HomeView = { 
/**
 * Today.
 */
today: string, 
/**
 * `mardi 24 novembre`.
 */
today_label: string, 
/**
 * First name of the agent.
 */
first_name: string, 
/**
 * One sentence: what presses.
 */
summary: string, 
/**
 * What there is to do, most pressing first.
 */
tasks: Array<TaskRow>, 
/**
 * Records opened lately by this agent.
 */
recent: Array<RecentRow>, 
/**
 * Days without ticking: who reads attendance.
 */
ticking?: HomeTickingView, 
/**
 * Quotients to renew: INS, FAC, RES.
 */
quotients?: HomeQuotientsView, 
/**
 * Last month's billing: FAC, RES.
 */
billing?: HomeBillingView, 
/**
 * Receipts of the month: FAC, RES.
 */
receipts?: HomeReceiptsView, 
/**
 * Children expected today: who reads attendance.
 */
today_headcounts?: Array<TodayHeadcount>, };

export type HouseholdAccountRequest = { 
/**
 * Household.
 */
household: HouseholdId, };

export type HouseholdAccountView = { 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Everything billed.
 */
invoiced_cents: Cents, 
/**
 * Everything received.
 */
received_cents: Cents, 
/**
 * What is owed; negative when the household is ahead.
 */
balance_cents: Cents, 
/**
 * Invoices and payments in the order they came, each with the balance after it.
 */
entries: Array<AccountEntry>, 
/**
 * Invoices with something left to pay, the oldest first: what a payment would settle.
 */
open_invoices: Array<InvoiceRow>, 
/**
 * Payments with a part that settles nothing yet, the oldest first.
 */
advances: Array<AdvanceRow>, 
/**
 * What may still be set against invoices, all advances together.
 */
advance_cents: Cents, 
/**
 * The treasury's latest word on each invoice it spoke of.
 */
said_by_treasury: Array<TreasuryNewsRow>, };

export type HouseholdAddRequest = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * The household, with its new guardians. `debtor` counts those who move first, then the new ones.
 */
household: HouseholdEntry, 
/**
 * Guardians who leave another household of the family for this one.
 */
moving: Array<GuardianId>, };

export type HouseholdAddressRequest = { 
/**
 * Which.
 */
id: AddressId, };

export type HouseholdAddressSaveRequest = { 
/**
 * Whose.
 */
household: HouseholdId, 
/**
 * Which; a new one when absent.
 */
id: AddressId | null, 
/**
 * Where.
 */
address: AddressDraft, 
/**
 * First day.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, };

export type HouseholdAddressView = { 
/**
 * Identifier.
 */
id: AddressId, 
/**
 * Whether it is where they lived before.
 */
former: boolean, 
/**
 * One line.
 */
line: string, 
/**
 * As a form edits it.
 */
address: AddressDraft, 
/**
 * First day, when known.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, };

export type HouseholdBalanceView = { 
/**
 * As a light.
 */
light: BalanceLight, 
/**
 * In cents, negative when paid in advance. FAC and RES only.
 */
due_cents?: Cents, 
/**
 * The next day by which something is to be paid. FAC and RES only.
 */
due_on?: string, };

export type HouseholdEditRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * Where it lives.
 */
address: AddressDraft, 
/**
 * Whether it pays the residents' price; decided by the address when absent.
 */
is_resident: boolean | null, 
/**
 * Health insurance regime, may be empty. Refused while the town does not ask it.
 */
regime: string, 
/**
 * The day they moved there: the address before is kept with its period. None corrects the address in place.
 */
moved_on: string | null, };

export type HouseholdEntry = { 
/**
 * Where it lives.
 */
address: AddressDraft, 
/**
 * Whether it pays the residents' price; decided by the address when absent.
 */
is_resident: boolean | null, 
/**
 * Health insurance regime (V09), may be empty.
 */
regime: string, 
/**
 * Its guardians.
 */
guardians: Array<GuardianDraft>, 
/**
 * Which of them owes its invoices, from 0.
 */
debtor: number | null, 
/**
 * Its number at the CAF or the MSA: sealed at once, not shown again to who has no right to it.
 */
allocataire: AllocataireEntry | null, };

export type HouseholdId = string;

export type HouseholdLetter = string;

export type HouseholdRequest = { 
/**
 * The household.
 */
household: HouseholdId, };

export type HouseholdSizeRequest = { 
/**
 * Whose.
 */
household: HouseholdId, 
/**
 * Its first day.
 */
from: string, };

export type HouseholdSizeSaidView = { 
/**
 * From that day on.
 */
from: string, 
/**
 * Children, when they were said.
 */
children: number | null, 
/**
 * Persons, when they were said.
 */
persons: number | null, 
/**
 * Why it is not what is counted.
 */
reason: string, };

export type HouseholdSizeSaveRequest = { 
/**
 * Whose.
 */
household: HouseholdId, 
/**
 * First day.
 */
from: string, 
/**
 * Children; what the file counts when none.
 */
children: number | null, 
/**
 * Persons in all; what the file counts when none.
 */
persons: number | null, 
/**
 * Why it is not what is counted.
 */
reason: string, };

export type HouseholdSizeView = { 
/**
 * Children it has custody of today, as the file counts them.
 */
counted_children: number, 
/**
 * Its guardians and those children.
 */
counted_persons: number, 
/**
 * Children, as said or counted.
 */
children: number, 
/**
 * Persons in all, as said or counted.
 */
persons: number, 
/**
 * What was said, in force today; none when everything is counted.
 */
said: HouseholdSizeSaidView | null, };

export type HouseholdSplitRequest = { 
/**
 * The household that is left.
 */
household: HouseholdId, 
/**
 * Who leaves.
 */
guardian: GuardianId, 
/**
 * Their first day elsewhere.
 */
from: string, 
/**
 * The household of the family where they go; a new one when absent.
 */
into: HouseholdId | null, 
/**
 * Address of the new household.
 */
address: AddressDraft, 
/**
 * Whether the new household pays the residents' price; decided by the address when absent.
 */
is_resident: boolean | null, 
/**
 * Who owes the invoices of the household that is left, when whoever leaves did and several stay.
 */
debtor: GuardianId | null, 
/**
 * Children whose custody changes; that of the others stays what it is.
 */
children: Array<SplitChildEntry>, 
/**
 * Whether the agent was told of the months already billed to who leaves.
 */
seen_billed: boolean, };

export type HouseholdStaySaveRequest = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * First day; none when nobody knows.
 */
from: string | null, 
/**
 * Last day; none while they live there.
 */
to: string | null, };

export type HouseholdStayView = { 
/**
 * First day, when someone said it.
 */
from: string | null, 
/**
 * Last day, once they have left.
 */
to: string | null, };

export type HouseholdView = { 
/**
 * Identifier.
 */
id: HouseholdId, 
/**
 * A, B…
 */
letter: HouseholdLetter, 
/**
 * The address, one line.
 */
address_line: string, 
/**
 * The address, as a form edits it.
 */
address: AddressDraft, 
/**
 * Since when it lives there, when someone said it.
 */
address_since: string | null, 
/**
 * Its second homes, then where it lived before, the latest first.
 */
addresses: Array<HouseholdAddressView>, 
/**
 * How many live there. INS and FAC only.
 */
size?: HouseholdSizeView, 
/**
 * The last consultation of its caisse. INS, FAC and RES only.
 */
consultation?: CaisseConsultationView, 
/**
 * Whether it pays the residents' price.
 */
is_resident: boolean, 
/**
 * Its guardians.
 */
guardians: Array<GuardianView>, 
/**
 * Who owed its invoices before, the first first. INS and FAC only.
 */
former_debtors?: Array<FormerDebtorView>, 
/**
 * Health insurance regime (V09), while the town asks it. Absent for SAN and TER.
 */
regime?: string, 
/**
 * Its name. Absent for SAN and TER.
 */
regime_label?: string, 
/**
 * What the desk may know of its quotient. Absent for SAN and TER.
 */
bracket?: BracketView, 
/**
 * What it owes. Absent for SAN and TER.
 */
balance?: HouseholdBalanceView, 
/**
 * How it usually pays (F06). FAC and RES only.
 */
usual_means?: UsualMeansView, };

export type ImportBatchRequest = { 
/**
 * Batch.
 */
batch: BatchId, };

export type ImportBatchRow = { 
/**
 * Batch.
 */
id: BatchId, 
/**
 * What it holds.
 */
kind: ImportKind, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, 
/**
 * Rows taken.
 */
accepted: number, 
/**
 * Rows left to be looked at.
 */
to_check: number, 
/**
 * Rows refused.
 */
refused: number, 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who.
 */
agent_name: string, 
/**
 * Whether it was taken back.
 */
undone: boolean, };

export type ImportCounts = { 
/**
 * Taken.
 */
accepted: number, 
/**
 * To be looked at.
 */
to_check: number, 
/**
 * Refused.
 */
refused: number, 
/**
 * Taken from an earlier file.
 */
already_taken: number, };

export type ImportDoneView = { 
/**
 * The batch.
 */
batch: ImportBatchRow, 
/**
 * Rows passed over because an earlier file had them.
 */
already_taken: number, 
/**
 * Lines kept aside until someone says whose they are (returns).
 */
waiting: number, 
/**
 * Among those accepted, the lines that moved no money: what the treasury says of a titre (returns).
 */
informed: number, 
/**
 * What was received, all rows together (returns).
 */
amount_cents: Cents, };

export type ImportKind = "quotients" | "returns" | "families";

export type ImportListView = { 
/**
 * The latest first.
 */
batches: Array<ImportBatchRow>, };

export type ImportPreviewRequest = { 
/**
 * The file; the agent chooses one when absent.
 */
file: GivenFile | null, 
/**
 * Files that go with it: those of one export (families).
 */
beside?: Array<GivenFile>, 
/**
 * How to read it.
 */
reading: ReadingChoice, 
/**
 * The town's key of the product, for what is sealed in it (families): used, never kept.
 */
source_key?: SourceSecret, };

export type ImportRemapRequest = { 
/**
 * How to read it.
 */
reading: ReadingChoice, 
/**
 * The town's key of the product, for what is sealed in it (families): used, never kept.
 */
source_key?: SourceSecret, 
/**
 * Columns chosen: field and column of the file, counted from 0; no column sets the field aside.
 */
columns: Array<ColumnChoice>, };

export type ImportRowState = "accepted" | "to_check" | "refused" | "already_taken";

export type ImputationDraft = { 
/**
 * Article of the budget: `7067`.
 */
nature: string, 
/**
 * M57 function: `281`; may be empty.
 */
function_code: string, 
/**
 * Service of the town; may be empty.
 */
service_code: string, 
/**
 * Product code at the accounting post: `CA01`.
 */
local_product_code: string, };

export type IncomeAddRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * What was read.
 */
income: IncomeDraft, };

export type IncomeDraft = { 
/**
 * What the amount covers.
 */
period: IncomePeriod, 
/**
 * All the incomes of the household over that time, in cents, before any abatement.
 */
amount: Cents, 
/**
 * The paper it was read on.
 */
source: QuotientSource, };

export type IncomeId = string;

export type IncomeListView = { 
/**
 * The latest time first.
 */
incomes: Array<IncomeView>, };

export type IncomePeriod = { "span": "month", 
/**
 * `2026-03`.
 */
month: Month, } | { "span": "year", 
/**
 * `2024`.
 */
year: number, };

export type IncomeRequest = { 
/**
 * The incomes.
 */
income: IncomeId, };

export type IncomeView = { 
/**
 * Identifier.
 */
id: IncomeId, 
/**
 * What was read.
 */
draft: IncomeDraft, 
/**
 * `mars 2026`, `année 2024`.
 */
period_label: string, 
/**
 * `factures de janvier 2026 à décembre 2026`: the months a tariff on resources prices by them.
 */
serves_label: string, 
/**
 * The mean of a month, in cents.
 */
monthly_cents: Cents, 
/**
 * `avis d’imposition`.
 */
source_label: string, 
/**
 * When they were recorded, milliseconds since 1970.
 */
recorded_at_ms: number, 
/**
 * Who recorded them.
 */
recorded_by: string, };

export type InstallationRenewRequest = { 
/**
 * The administrator's own password, typed again.
 */
password: string, 
/**
 * The second person.
 */
witness?: SecondPerson, };

export type Instruction = "unknown" | "town_school" | "other_public" | "private" | "home" | "distance" | "training";

export type InvoiceId = string;

export type InvoiceListRequest = { 
/**
 * Run.
 */
run: RunId | null, 
/**
 * Household.
 */
household: HouseholdId | null, 
/**
 * Family.
 */
family: FamilyId | null, 
/**
 * Whether each comes with its lines.
 */
with_lines: boolean, };

export type InvoiceListView = { 
/**
 * One row each.
 */
invoices: Array<InvoiceRow>, 
/**
 * Sum of their totals.
 */
total_cents: Cents, 
/**
 * Sum of what was paid.
 */
paid_cents: Cents, };

export type InvoiceRequest = { 
/**
 * Invoice.
 */
invoice: InvoiceId, };

export type InvoiceRow = { 
/**
 * Identifier.
 */
id: InvoiceId, 
/**
 * Its run.
 */
run: RunId, 
/**
 * Number.
 */
number: string, 
/**
 * Month billed.
 */
month: Month, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Who pays, as on the day of issue.
 */
debtor_name: string, 
/**
 * Day of issue.
 */
issued_on: string, 
/**
 * Day by which it is paid.
 */
due_on: string, 
/**
 * Sum of its lines.
 */
total_cents: Cents, 
/**
 * What was paid.
 */
paid_cents: Cents, 
/**
 * What remains.
 */
balance_cents: Cents, 
/**
 * Where it stands.
 */
state: InvoiceState, 
/**
 * How many lines.
 */
line_count: number, 
/**
 * The lines, when they were asked for.
 */
lines: Array<ServiceLineView> | null, };

export type InvoiceState = "settled" | "partial" | "due" | "overdue" | "credit";

export type InvoiceView = { 
/**
 * What lists show.
 */
invoice: InvoiceRow, 
/**
 * `octobre 2026`.
 */
month_label: string, 
/**
 * The debtor's lines and address, as on the envelope.
 */
addressee: Array<string>, 
/**
 * The town's reference of the debtor.
 */
debtor_reference: string, 
/**
 * Its lines.
 */
lines: Array<ServiceLineView>, 
/**
 * What was paid on it.
 */
settlements: Array<SettlementRow>, 
/**
 * `2026, bordereau 11, titre 402`, once sent to the treasury.
 */
titre: string | null, 
/**
 * What the treasury said of it since, the latest first.
 */
said_by_treasury: Array<TreasuryNewsRow>, };

export type IssueCode = "missing" | "too_long" | "malformed" | "wrong_key" | "unknown" | "out_of_range" | "impossible_date" | "inconsistent" | "ambiguous" | "forbidden" | "duplicate" | "not_transmissible";

export type JobRequest = { 
/**
 * The job.
 */
job: string, };

export type JobState = "running" | "done" | "failed" | "cancelled";

export type JobView = { 
/**
 * Its identifier.
 */
id: string, 
/**
 * The command that started it.
 */
command: string, 
/**
 * What is being done, in French.
 */
phase: string, 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all, 0 when unknown.
 */
total: number, 
/**
 * Estimate, in seconds.
 */
remaining_seconds: number | null, 
/**
 * Where it stands.
 */
state: JobState, 
/**
 * The answer, once done: the view named by the command's table entry.
 */
value: unknown, 
/**
 * The refusal, if any.
 */
error: ErrorView | null, 
/**
 * What its writes touched.
 */
changes: Array<string>, };

export type JournalLineView = { 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who; empty when the vault does not know them any more.
 */
agent: string, 
/**
 * What, in French.
 */
label: string, };

export type KeyAgeView = { 
/**
 * The compartment.
 */
compartment: string, 
/**
 * When its present key was made, milliseconds since 1970.
 */
made_at_ms: number, 
/**
 * Whether the agent at the desk holds it, hence may make the next one.
 */
is_held: boolean, 
/**
 * Whether it is of a school year that is over.
 */
is_due: boolean, };

export type KeyStanding = "held" | "awaited" | "excess";

export type KeyView = { 
/**
 * Compartment.
 */
compartment: string, 
/**
 * Where it stands.
 */
standing: KeyStanding, 
/**
 * Whether a second person must sign when the agent at the desk entrusts it: health, given by who also gave the role.
 */
needs_second_person: boolean, };

export type KeyringState = "present" | "degraded" | "absent";

export type KeysRenewedView = { 
/**
 * Their compartments.
 */
compartments: Array<string>, };

export type Kinship = "mother" | "father" | "step_parent" | "grandparent" | "tutor" | "foster_family" | "other";

export type KinshipSaveRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The adult.
 */
guardian: GuardianId, 
/**
 * What they are.
 */
kinship: Kinship, };

export type KitchenChildRow = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * `Timothée d’E.`.
 */
name: string, 
/**
 * Class, may be empty.
 */
class: string, 
/**
 * Booked, present or unexpected.
 */
state: AttendanceState, 
/**
 * Code of the neutral diet.
 */
diet_code: string, 
/**
 * Its name.
 */
diet_label: string, 
/**
 * What never to serve.
 */
never_serve: Array<string>, 
/**
 * What else to do.
 */
note: string | null, 
/**
 * Allergies with what to do, worst first.
 */
allergies: Array<AllergyView>, 
/**
 * Measures decided.
 */
adaptations: string | null, 
/**
 * Whether a PAI is to be followed.
 */
has_pai: boolean, 
/**
 * Its last day.
 */
pai_until: string | null, 
/**
 * Where the emergency kit is kept.
 */
kit_place: string | null, };

export type KitchenInstruction = { 
/**
 * Diets, everyday meal left out.
 */
diets: Array<string>, 
/**
 * Allergens to leave out.
 */
allergens: Array<string>, 
/**
 * What else to do.
 */
note: string | null, };

export type KitchenRequest = { 
/**
 * The unit: a canteen's meal, a centre's day.
 */
unit: UnitId, 
/**
 * The day; today when absent. Another day is for SAN alone.
 */
day: string | null, };

export type KitchenView = { 
/**
 * The day.
 */
day: string, 
/**
 * `Cantine Les Tilleuls`.
 */
activity: string, 
/**
 * `Repas`.
 */
unit: string, 
/**
 * The children, by class then name.
 */
children: Array<KitchenChildRow>, 
/**
 * Meals to prepare, most numerous first.
 */
meals: Array<MealCount>, 
/**
 * Children with something to watch.
 */
watched: number, 
/**
 * Already present.
 */
present: number, };

export type LeavingReason = "left_town" | "not_resident" | "twice";

export type LeftOutRow = { 
/**
 * Invoice.
 */
invoice: InvoiceId, 
/**
 * Its number.
 */
number: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Whether choosing it would claim it: unpaid after the régie's deadline.
 */
may_be_sent: boolean, 
/**
 * Its total.
 */
total_cents: Cents, 
/**
 * What is left to pay of it.
 */
due_cents: Cents, };

export type LetterDraft = { 
/**
 * Which letter.
 */
kind: LetterKind, 
/**
 * The day of the appointment, the day something arrived, the day by which to renew.
 */
on: string | null, 
/**
 * The hour of the appointment, in minutes of the day.
 */
minute: number | null, 
/**
 * Where the appointment is; the town hall when empty.
 */
place: string, 
/**
 * What the appointment is about, what arrived.
 */
about: string, 
/**
 * Whose insurance.
 */
child: ChildId | null, };

export type LetterId = string;

export type LetterKind = "missing_papers" | "appointment" | "acknowledgement" | "insurance_renewal";

export type LetterRequest = { 
/**
 * Which.
 */
letter: LetterId, };

export type LetterView = { 
/**
 * Identifier.
 */
id: LetterId, 
/**
 * `rendez-vous`.
 */
kind_label: string, 
/**
 * The day it bears.
 */
on: string, 
/**
 * `Mme Maëlle Le Goff`.
 */
to: string, 
/**
 * Who made it.
 */
written_by: string, };

export type LetterWriteRequest = { 
/**
 * The file.
 */
family: FamilyId, 
/**
 * The adult it is addressed to, at their household's address.
 */
guardian: GuardianId, 
/**
 * What fills it.
 */
draft: LetterDraft, };

export type LetterWrittenView = { 
/**
 * The letter.
 */
letter: LetterId, 
/**
 * The file that was shown.
 */
file_name: string, };

export type LinkedFamilyView = { 
/**
 * The other file.
 */
family: FamilyId, 
/**
 * Its number.
 */
number: number, 
/**
 * Its name.
 */
name: string, };

export type ListExportRequest = { 
/**
 * Its name: `Familles`.
 */
list: string, 
/**
 * Headings of the columns shown, in their order.
 */
titles: Array<string>, 
/**
 * The rows chosen, or all those shown: a text per column.
 */
rows: Array<Array<string>>, 
/**
 * What it is taken out for.
 */
purpose: ExportPurpose, 
/**
 * The format of the file.
 */
format: ListFormat, 
/**
 * The same in words: asked for when the purpose is none of the list.
 */
reason: string, };

export type ListFormat = "csv" | "xlsx" | "ods";

export type ListSettings = { 
/**
 * Columns put away.
 */
hidden: Array<string>, 
/**
 * Widths in pixels, by column.
 */
widths: { [key in string]: number }, };

export type MandateId = string;

export type MandateListView = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * Newest first.
 */
mandates: Array<MandateView>, };

export type MandateRequest = { 
/**
 * The mandate.
 */
mandate: MandateId, };

export type MandateRevokeRequest = { 
/**
 * The mandate.
 */
mandate: MandateId, 
/**
 * From when; nothing to take the revocation back.
 */
revoked_on: string | null, };

export type MandateSaveRequest = { 
/**
 * Whose invoices it pays.
 */
household: HouseholdId, 
/**
 * The mandate that changes; a new one when absent.
 */
mandate: MandateId | null, 
/**
 * Its reference; empty, Préau gives one.
 */
reference: string, 
/**
 * When it was signed; nothing while it is not.
 */
signed_on: string | null, 
/**
 * The account; absent, it stays the one it was.
 */
account: AccountDraft | null, 
/**
 * First day a new account may be debited; today when absent.
 */
from: string | null, };

export type MandateState = "to_sign" | "active" | "revoked" | "lapsed";

export type MandateView = { 
/**
 * Identifier.
 */
id: MandateId, 
/**
 * Its reference (RUM).
 */
reference: string, 
/**
 * Where it stands today.
 */
state: MandateState, 
/**
 * In French.
 */
state_label: string, 
/**
 * When it was signed.
 */
signed_on: string | null, 
/**
 * When a collection was last presented under it.
 */
presented_on: string | null, 
/**
 * The last day it is good for want of a collection.
 */
lapses_on: string | null, 
/**
 * From when it is taken back.
 */
revoked_on: string | null, 
/**
 * The accounts it has named, the present one first.
 */
accounts: Array<AccountRowView>, };

export type MatchedBy = "titre" | "invoice" | "debtor_and_amount";

export type MealCount = { 
/**
 * The diet.
 */
label: string, 
/**
 * How many.
 */
count: number, };

export type Measure = "children" | "families" | "presences";

export type MeasureOption = { 
/**
 * Which.
 */
measure: Measure, 
/**
 * Its name.
 */
label: string, };

export type MergeFieldView = { 
/**
 * Its code.
 */
code: string, 
/**
 * In French.
 */
label: string, 
/**
 * What the record kept says.
 */
kept: string, 
/**
 * What the other says.
 */
absorbed: string, 
/**
 * Taken from the other unless the agent says otherwise: the one kept says nothing, or the other is the careful one.
 */
takes_absorbed: boolean, 
/**
 * The two contradict each other on who answers for a child, may collect one or helps one: an agent says which holds.
 */
is_contradiction: boolean, };

export type MergeLineView = { 
/**
 * What takes it back.
 */
act: string, 
/**
 * What was merged.
 */
kind: RecordKind, 
/**
 * The file that shows it.
 */
family: FamilyId, 
/**
 * Its number.
 */
family_number: number, 
/**
 * Its name.
 */
family_name: string, 
/**
 * How many records went into others.
 */
parts: number, 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * By whom.
 */
agent: string, 
/**
 * Whether it may still be taken back, as far as its former values go.
 */
is_open: boolean, };

export type MergePartRequest = { 
/**
 * What they are.
 */
kind: RecordKind, 
/**
 * The record that goes on.
 */
kept: string, 
/**
 * The one that goes into it.
 */
absorbed: string, 
/**
 * Codes of the fields taken from it.
 */
takes: Array<string>, 
/**
 * Codes of the contradictions the agent was shown: one that is not there is not settled unseen.
 */
answered: Array<string>, };

export type MergePartView = { 
/**
 * What they are.
 */
kind: RecordKind, 
/**
 * The record that goes on.
 */
kept: string, 
/**
 * The one that goes into it.
 */
absorbed: string, 
/**
 * Name of the first.
 */
kept_name: string, 
/**
 * Name of the second.
 */
absorbed_name: string, 
/**
 * Part of what was asked: not to be left out.
 */
is_asked: boolean, 
/**
 * Fields that differ.
 */
fields: Array<MergeFieldView>, 
/**
 * What the merge does besides, in French.
 */
notes: Array<string>, 
/**
 * What stands in the way, in French: each says what to do.
 */
refusals: Array<string>, };

export type MergeSaveRequest = { 
/**
 * Each pair.
 */
parts: Array<MergePartRequest>, };

export type MergeUndoRequest = { 
/**
 * The gesture.
 */
act: string, };

export type MergeView = { 
/**
 * The two records asked for first, then those found twice with them.
 */
parts: Array<MergePartView>, };

export type MergedView = { 
/**
 * What takes it back.
 */
act: string, 
/**
 * The file that shows what was kept.
 */
family: FamilyId, };

export type Method = { "kind": "bracket" } & BracketTable | { "kind": "effort_rate" } & EffortRate | { "kind": "unit_price", 
/**
 * Price of residents.
 */
resident: Cents, 
/**
 * Price of others; residents' when absent.
 */
non_resident: Cents | null, };

export type MethodTotal = { 
/**
 * Its name.
 */
label: string, 
/**
 * How many payments.
 */
count: number, 
/**
 * Sum.
 */
amount_cents: Cents, };

export type MissingDocumentRow = { 
/**
 * The file.
 */
family: FamilyId, 
/**
 * Its number.
 */
family_number: number, 
/**
 * Its name.
 */
family_name: string, 
/**
 * Which kind.
 */
kind: DocumentKindId, 
/**
 * Its name.
 */
kind_name: string, 
/**
 * What it shows.
 */
nature: DocumentNature, 
/**
 * Whose.
 */
subject: DocumentSubject, 
/**
 * `Foyer A`, `Maëlle Le Goff`, `Léonie`.
 */
subject_name: string, 
/**
 * Where it stands.
 */
standing: DocumentStanding, 
/**
 * In words.
 */
standing_label: string, 
/**
 * Its last day. Absent for who learns only whether it was given.
 */
until?: string | null, 
/**
 * The activities that ask for it.
 */
activities: Array<ActivityId>, 
/**
 * Their names.
 */
activity_names: Array<string>, 
/**
 * The schools of the children it is asked for.
 */
schools: Array<string>, 
/**
 * Who is written to: the debtor of the household, or the guardian themselves.
 */
contact_name: string, 
/**
 * Their telephone, as dialled.
 */
phone: string, };

export type Month = string;

export type NextBookingView = { 
/**
 * The day.
 */
day: string, 
/**
 * Units, in the order of the day: `Cantine, Accueil du soir`.
 */
units: string, 
/**
 * First names.
 */
children: Array<string>, };

export type NextClass = { "kind": "known", 
/**
 * The class.
 */
class: ClassId, } | { "kind": "new", 
/**
 * `CE1 A`.
 */
name: string, 
/**
 * Code of its level.
 */
grade: string, };

export type NextClassView = { 
/**
 * The class.
 */
id: ClassId, 
/**
 * `CE1 A, Les Tilleuls`.
 */
label: string, };

export type NotTakenRow = { 
/**
 * `mandats de prélèvement (coordonnées bancaires)`.
 */
what: string, 
/**
 * How many.
 */
count: number, };

export type NoticePeriod = { "kind": "until_start" } | { "kind": "hours_before", 
/**
 * Hours.
 */
hours: number, } | { "kind": "days_before", 
/**
 * Days.
 */
days: number, 
/**
 * Minute of that day, from midnight.
 */
until_minute: number, };

export type NumberSequence = "invoice" | "bordereau";

export type OptionalField = "profession" | "employment_status" | "employer" | "social_group" | "work_stoppage" | "health_fund" | "social_security_centre" | "portal_id" | "fax" | "leisure" | "insurance" | "directives" | "habits" | "eating_habits";

export type OptionalFieldListView = { 
/**
 * In the order of a form.
 */
fields: Array<OptionalFieldView>, };

export type OptionalFieldSetRequest = { 
/**
 * Which.
 */
field: OptionalField, 
/**
 * On or off.
 */
on: boolean, 
/**
 * The service that needs it; none for the whole town.
 */
activity: ActivityId | null, 
/**
 * Why; required to turn it on.
 */
reason: string, };

export type OptionalFieldView = { 
/**
 * Which.
 */
field: OptionalField, 
/**
 * Its row of the requirements: `B03`.
 */
row: string, 
/**
 * Its name on a form.
 */
label: string, 
/**
 * Whose it is.
 */
subject: FieldSubject, 
/**
 * The limit the law sets.
 */
limit: string, 
/**
 * What refusing it costs (A13).
 */
refusal: string, 
/**
 * Whether the town asks it.
 */
on: boolean, 
/**
 * The service that needs it; none for the whole town, or while it is off.
 */
activity: ActivityId | null, 
/**
 * Its name, empty while the field is off.
 */
service: string, 
/**
 * The reason given the last time.
 */
reason: string, 
/**
 * The day of the last decision.
 */
since: string | null, 
/**
 * Who decided.
 */
by: string, 
/**
 * How many files hold an answer, the field being on or off. For who decides only.
 */
held?: number, 
/**
 * What is typed for it.
 */
details: Array<DetailShapeView>, };

export type OwedView = { 
/**
 * The funder; none when what it agreed to was erased.
 */
funder: FunderId | null, 
/**
 * Its name.
 */
funder_name: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * The child.
 */
child: ChildId | null, 
/**
 * Their name; empty when it is about none.
 */
child_name: string, 
/**
 * What is owed; negative when more is taken back than given.
 */
amount_cents: Cents, };

export type PaiDraft = { 
/**
 * Where it stands.
 */
state: PaiState, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Day of the yearly review.
 */
review_on: string | null, 
/**
 * Where the emergency kit is kept.
 */
kit_place: string, 
/**
 * Day the kit's first product expires.
 */
kit_expires_on: string | null, };

export type PaiState = "requested" | "drafting" | "signing" | "active" | "to_review" | "suspended" | "closed";

export type PaiView = { 
/**
 * Where it stands.
 */
state: PaiState, 
/**
 * In French.
 */
state_label: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Day of the yearly review.
 */
review_on: string | null, 
/**
 * Whether it must be followed today.
 */
in_force: boolean, };

export type PaintTarget = { "kind": "cells", 
/**
 * The cells.
 */
cells: Array<CellRequest>, } | { "kind": "rectangle", 
/**
 * Rows.
 */
children: Array<ChildId>, 
/**
 * Columns.
 */
columns: Array<ColumnRequest>, };

export type PaintedCellView = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The day.
 */
day: string, 
/**
 * The unit.
 */
unit: UnitId, 
/**
 * State before; none when empty.
 */
before: AttendanceState | null, 
/**
 * State now.
 */
after: AttendanceState | null, 
/**
 * Minutes now.
 */
minutes: number | null, };

export type PaintedColumnView = { 
/**
 * The day.
 */
day: string, 
/**
 * The unit.
 */
unit: UnitId, 
/**
 * Places taken, all children counted.
 */
taken: number, 
/**
 * Places there are.
 */
capacity: number | null, };

export type ParentalAuthority = "joint" | "sole" | "delegated" | "third_party" | "lost";

export type Part = "collectivity" | "bordereau" | "titre" | "line" | "debtor" | "address";

export type PassphraseView = { 
/**
 * Six or seven French words.
 */
passphrase: string, };

export type PasswordChangeRequest = { 
/**
 * The present one.
 */
current: string, 
/**
 * The next one.
 */
chosen: string, };

export type PasswordMeasureRequest = { 
/**
 * What was typed so far.
 */
password: string, 
/**
 * Words an attacker would try first: town, login, name.
 */
context: Array<string>, };

export type PasswordMeasureView = { 
/**
 * Estimated bits; 80 are asked for.
 */
bits: number, 
/**
 * Whether it may be used.
 */
accepted: boolean, 
/**
 * What to change, in French; empty when accepted.
 */
advice: string, };

export type PatternApplyRequest = { 
/**
 * Whose.
 */
target: PatternTarget, 
/**
 * The month.
 */
month: Month, 
/**
 * First day to fill; the first of the month when absent.
 */
from: string | null, };

export type PatternApplyView = { 
/**
 * Children whose patterns were read.
 */
children: number, 
/**
 * Cells booked.
 */
booked: number, 
/**
 * Cells put on a waiting list, the unit being full.
 */
waiting: number, 
/**
 * Cells that held something already: left as they were.
 */
kept: number, 
/**
 * Cells left empty because no registration covers the day.
 */
unregistered: number, 
/**
 * Undoes all of it (`attendance_undo`); none when nothing changed.
 */
undo: string | null, };

export type PatternLineRequest = { 
/**
 * The unit.
 */
unit: UnitId, 
/**
 * Weekdays of even ISO weeks, bit 0 for Monday.
 */
even_weekdays: Weekdays, 
/**
 * Weekdays of odd ISO weeks; the same as even ones for every week.
 */
odd_weekdays: Weekdays, };

export type PatternLineView = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Weekdays of even ISO weeks, bit 0 for Monday.
 */
even_weekdays: Weekdays, 
/**
 * Weekdays of odd ISO weeks.
 */
odd_weekdays: Weekdays, 
/**
 * First day.
 */
from: string, 
/**
 * Last day, when known.
 */
to: string | null, };

export type PatternReleaseView = { 
/**
 * Cancelled within the notice period.
 */
in_time: number, 
/**
 * Cancelled after it: billed as the tariff says.
 */
late: number, 
/**
 * Taken off a waiting list.
 */
waiting: number, 
/**
 * Left as they are: their month is billed.
 */
billed: number, 
/**
 * Undoes all of it (`attendance_undo`); none when nothing was freed.
 */
undo: string | null, };

export type PatternRequest = { 
/**
 * The child.
 */
child: ChildId, };

export type PatternSaveRequest = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; none when not known.
 */
to: string | null, 
/**
 * The units.
 */
lines: Array<PatternLineRequest>, 
/**
 * Frees the bookings to come that only the former patterns of these units asked for.
 */
release: boolean, };

export type PatternTarget = { "kind": "child", 
/**
 * The child.
 */
child: ChildId, } | { "kind": "activity", 
/**
 * The activity.
 */
activity: ActivityId, };

export type PatternUnitView = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * Name of the unit.
 */
unit_name: string, 
/**
 * Letter of its column.
 */
code: string, 
/**
 * Weekdays it may open, bit 0 for Monday.
 */
weekdays: Weekdays, };

export type PatternView = { 
/**
 * The child.
 */
child_id: ChildId, 
/**
 * Units of the activities the child is registered to: what may be booked.
 */
units: Array<PatternUnitView>, 
/**
 * The patterns that run today or later, by first day.
 */
lines: Array<PatternLineView>, };

export type PaymentAllocateRequest = { 
/**
 * The payment whose unallocated part it is.
 */
payment: PaymentId, 
/**
 * What it settles, as the agent chose; the oldest invoices first when absent.
 */
allocations: Array<AllocationChoice> | null, };

export type PaymentCancelRequest = { 
/**
 * Payment.
 */
payment: PaymentId, 
/**
 * Why, kept for ever beside the counter-entry.
 */
reason: string, };

export type PaymentId = string;

export type PaymentListRequest = { 
/**
 * Household.
 */
household: HouseholdId | null, 
/**
 * First day; the first of this month when absent.
 */
from: string | null, 
/**
 * Last day; today when absent.
 */
to: string | null, };

export type PaymentListView = { 
/**
 * The latest first.
 */
payments: Array<PaymentRow>, 
/**
 * Sum.
 */
total_cents: Cents, 
/**
 * Sum by means of payment.
 */
by_method: Array<MethodTotal>, };

export type PaymentMethod = "card" | "direct_debit" | "cheque" | "cash" | "transfer" | "cesu" | "ancv";

export type PaymentRecordRequest = { 
/**
 * Household that pays.
 */
household: HouseholdId, 
/**
 * Amount, strictly positive.
 */
amount_cents: Cents, 
/**
 * Day of receipt.
 */
received_on: string, 
/**
 * Means of payment.
 */
method: PaymentMethod, 
/**
 * Cheque number, bank…
 */
reference: string, 
/**
 * What it pays, as the agent chose; the oldest invoices first when absent.
 */
allocations: Array<AllocationChoice> | null, };

export type PaymentReleaseRequest = { 
/**
 * The payment.
 */
payment: PaymentId, 
/**
 * The parts.
 */
allocations: Array<AllocationChoice>, };

export type PaymentRow = { 
/**
 * Identifier.
 */
id: PaymentId, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Day of receipt.
 */
received_on: string, 
/**
 * Amount; negative when it takes back.
 */
amount_cents: Cents, 
/**
 * Means of payment; none when the treasury's file does not say.
 */
method: PaymentMethod | null, 
/**
 * Its name.
 */
method_label: string, 
/**
 * What was written of it.
 */
reference: string, 
/**
 * Whether it was collected by the treasury rather than at the desk.
 */
from_treasury: boolean, 
/**
 * Number of the receipt.
 */
receipt_number: string | null, 
/**
 * The payment it takes back.
 */
cancels: PaymentId | null, 
/**
 * Whether it was taken back.
 */
is_cancelled: boolean, 
/**
 * The part that settles no invoice yet.
 */
advance_cents: Cents, 
/**
 * Who recorded it.
 */
agent_name: string, };

export type PaymentWayText = { 
/**
 * `En ligne`.
 */
name: string, 
/**
 * What to do.
 */
text: string, };

export type Permille = number;

export type Phase = "no_vault" | "locked" | "open";

export type PhoneKind = "mobile" | "home" | "work";

export type PhoneView = { 
/**
 * E.164, as sent back in a form.
 */
number: string, 
/**
 * As dialled, with its spaces.
 */
shown: string, 
/**
 * What it is (A07).
 */
kind: PhoneKind, 
/**
 * `mobile`, `domicile`, `travail`.
 */
kind_label: string, };

export type PhotoRequest = { 
/**
 * Who.
 */
of: PhotoSubject, };

export type PhotoSaveRequest = { 
/**
 * Who is on it.
 */
of: PhotoSubject, 
/**
 * The picture; the window lets the agent choose one when absent.
 */
file: GivenFile | null, 
/**
 * The day an adult agreed to it. A child's agreement is that of those who answer for them, noted with the consents.
 */
agreed_on: string | null, };

export type PhotoSubject = { "of": "child", "id": ChildId } | { "of": "contact", "id": ContactId } | { "of": "guardian", "id": GuardianId };

export type PhotoView = { 
/**
 * Who.
 */
of: PhotoSubject, 
/**
 * Their name.
 */
name: string, 
/**
 * Why none may be kept or shown; empty when one may.
 */
refusal: string, 
/**
 * `accord du 05/04/2026`; empty for a child, whose agreement is read with the consents.
 */
agreed: string, 
/**
 * A JPEG of 4 to 5, byte by byte; empty when there is none to show.
 */
bytes: Array<number>, };

export type PhotoWrittenView = { 
/**
 * Who.
 */
of: PhotoSubject, 
/**
 * Whether one is kept.
 */
kept: boolean, };

export type PickUpBanView = { 
/**
 * Their name.
 */
person: string, 
/**
 * The children's first names.
 */
children: Array<string>, };

export type PlaceOutcomeView = { 
/**
 * The place.
 */
id: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * The backup made.
 */
made: BackupView | null, 
/**
 * Old backups removed.
 */
removed: number, 
/**
 * Why there is none, in French.
 */
trouble: string | null, };

export type PlaceSearchRequest = { 
/**
 * A name, a postcode or an INSEE code.
 */
text: string, };

export type PlaceSearchView = { 
/**
 * The places.
 */
places: Array<PlaceView>, };

export type PlaceView = { 
/**
 * INSEE code of the commune or the country.
 */
code: string, 
/**
 * Its name.
 */
label: string, 
/**
 * What tells it from its namesakes: `21`, `pays`.
 */
detail: string, 
/**
 * Whether it is a country: the town may be typed beside it.
 */
is_country: boolean, };

export type PreviewInvoiceListView = { 
/**
 * Digest of the preview they belong to.
 */
digest: string, 
/**
 * One row a household, in the order of their numbers.
 */
invoices: Array<PreviewInvoiceRow>, };

export type PreviewInvoiceRequest = { 
/**
 * Household.
 */
household: HouseholdId, };

export type PreviewInvoiceRow = { 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Who would pay.
 */
debtor_name: string, 
/**
 * Number it would get; none when it is carried over to the next run.
 */
number: string | null, 
/**
 * Lines.
 */
lines: number, 
/**
 * Sum of its lines.
 */
total_cents: Cents, 
/**
 * What the household was billed the month before.
 */
previous_cents: Cents | null, 
/**
 * Whether something blocks or is to be looked at.
 */
severity: AnomalySeverity | null, };

export type PreviewInvoiceView = { 
/**
 * The invoice.
 */
invoice: PreviewInvoiceRow, 
/**
 * Its lines.
 */
lines: Array<ServiceLineView>, };

export type PreviousMonth = { 
/**
 * Month.
 */
month: Month, 
/**
 * `septembre 2026`.
 */
label: string, 
/**
 * Its total.
 */
total_cents: Cents, 
/**
 * This month minus that one.
 */
difference_cents: Cents, 
/**
 * The same, in thousandths of that month; none when it was zero.
 */
difference_permille: number | null, 
/**
 * Households whose amount moved by more than a third and ten euros.
 */
households_moved: number, };

export type ProspectedAdultView = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * Their name.
 */
name: string, 
/**
 * Since when they object.
 */
objected_on: string | null, 
/**
 * How they may be sent what they did not ask for: `courrier`, `courriel`, `téléphone`; empty when by no means.
 */
by: Array<string>, };

export type ProspectingObjectRequest = { 
/**
 * Who.
 */
guardian: GuardianId, 
/**
 * Whether they do.
 */
objects: boolean, };

export type ProspectingSaveRequest = { 
/**
 * Whether it does.
 */
prospects: boolean, };

export type ProspectingView = { 
/**
 * Whether the town does.
 */
prospects: boolean, 
/**
 * Each guardian.
 */
adults: Array<ProspectedAdultView>, };

export type QueryDraft = { 
/**
 * What the desk calls it.
 */
name: string, 
/**
 * What is asked.
 */
conditions: Array<Condition>, };

export type QueryId = string;

export type QueryListView = { 
/**
 * By name.
 */
queries: Array<QueryView>, };

export type QueryOption<T> = { 
/**
 * What is kept of it.
 */
value: T, 
/**
 * What is read.
 */
label: string, };

export type QueryOptionsView = { 
/**
 * Schools, by name.
 */
schools: Array<QueryOption<SchoolId>>, 
/**
 * Classes of the school year, with their schools.
 */
classes: Array<QueryOption<ClassId>>, 
/**
 * Activities, by name.
 */
activities: Array<QueryOption<ActivityId>>, 
/**
 * Brackets of the quotient that households have; absent for who does not read them.
 */
brackets: Array<string> | null, 
/**
 * Communes where families live.
 */
cities: Array<string>, 
/**
 * Kinds of papers; absent for who reads none.
 */
documents: Array<QueryOption<DocumentKindId>> | null, 
/**
 * Texts answered for children; absent for who reads none.
 */
consents: Array<QueryOption<ConsentTextId>> | null, };

export type QueryRequest = { 
/**
 * The question.
 */
query: QueryId, };

export type QueryRow = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Family name.
 */
name: string, 
/**
 * First names.
 */
first_names: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Years completed today.
 */
age: number, 
/**
 * School of the day.
 */
school: string, 
/**
 * Class of the day.
 */
class: string, 
/**
 * Communes where they live.
 */
cities: string, 
/**
 * The first of their files.
 */
family: FamilyId, 
/**
 * Its name.
 */
family_name: string, 
/**
 * Its number.
 */
family_number: number, };

export type QueryRunRequest = { 
/**
 * Conditions that all hold.
 */
conditions: Array<Condition>, };

export type QueryRunView = { 
/**
 * By name; a child of two files once.
 */
children: Array<QueryRow>, 
/**
 * Files they are in.
 */
families: number, 
/**
 * Children among whom they were chosen.
 */
among: number, };

export type QuerySaveRequest = { 
/**
 * The one that is rewritten; a new one when absent.
 */
query: QueryId | null, 
/**
 * Its name and what it asks.
 */
draft: QueryDraft, };

export type QueryView = { 
/**
 * Identifier.
 */
id: QueryId, 
/**
 * Its name and what it asks.
 */
draft: QueryDraft, };

export type QuotientAddRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * What was read.
 */
quotient: QuotientDraft, };

export type QuotientCommitRequest = { 
/**
 * The reading of the file, as the preview said it.
 */
reading: string, 
/**
 * Lines to be looked at that the agent accepts.
 */
accepted_lines: Array<number>, };

export type QuotientDraft = { 
/**
 * Whose quotient.
 */
kind: QuotientKind, 
/**
 * Value in cents.
 */
value: Cents, 
/**
 * Month it was given for.
 */
month: Month, 
/**
 * Month it was computed in.
 */
computed: Month | null, 
/**
 * First day it applies; the first day of the month when absent.
 */
from: string | null, 
/**
 * Last day it applies.
 */
to: string | null, 
/**
 * How the town learnt it.
 */
source: QuotientSource, };

export type QuotientEffectRow = { 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * Its family.
 */
family: FamilyId, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Lines of the file that would be recorded.
 */
lines: Array<number>, 
/**
 * What applies today.
 */
before: QuotientInForce | null, 
/**
 * What would apply today.
 */
after: QuotientInForce | null, };

export type QuotientId = string;

export type QuotientImportRow = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * What becomes of it.
 */
state: ImportRowState, 
/**
 * Its cells, field by field, as corrected: in the order of the shape's columns.
 */
cells: Array<string>, 
/**
 * Fields the agent corrected.
 */
corrected: Array<string>, 
/**
 * Household found.
 */
household: HouseholdId | null, 
/**
 * Its family.
 */
family: FamilyId | null, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Quotient read, in cents.
 */
value_cents: Cents | null, 
/**
 * The household's latest quotient, in cents.
 */
present_cents: Cents | null, 
/**
 * What is wrong.
 */
issues: Array<CellIssueView>, };

export type QuotientImportView = { 
/**
 * The agent gave up choosing a file: everything else is empty.
 */
cancelled: boolean, 
/**
 * The file.
 */
shape: FileShapeView | null, 
/**
 * How many rows of each fate.
 */
counts: ImportCounts, 
/**
 * Every row.
 */
rows: Array<QuotientImportRow>, 
/**
 * Households that would receive a quotient.
 */
households: number, };

export type QuotientInForce = { 
/**
 * Value, in cents.
 */
value_cents: Cents, 
/**
 * Month it was given for.
 */
month: Month, 
/**
 * Name of its bracket; none when no tariff has brackets.
 */
bracket: string | null, };

export type QuotientKind = "caf" | "msa" | "tax" | "municipal";

export type QuotientListView = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * Where it stands today.
 */
state: QuotientState, 
/**
 * Name of the bracket, none when no tariff has brackets.
 */
bracket: string | null, 
/**
 * Code of the caisse; empty when unknown.
 */
organisme: string, 
/**
 * Number; empty when unknown.
 */
matricule: string, 
/**
 * Newest first.
 */
quotients: Array<RecordedQuotientRow>, };

export type QuotientSource = "attestation" | "cdap" | "import" | "tax_notice" | "declaration";

export type QuotientState = "missing" | "expired" | "to_renew" | "current";

export type QuotientToRenewRow = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * Its name.
 */
name: string, 
/**
 * `expiré le 31/08`, `expire dans 7 jours`.
 */
label: string, 
/**
 * Whether it is past.
 */
expired: boolean, };

export type QuotientTrialView = { 
/**
 * One row a household.
 */
rows: Array<QuotientEffectRow>, };

export type QuotientsCurrentView = { 
/**
 * Households that have one.
 */
quotients: Array<CurrentQuotientRow>, };

export type Rate = string;

export type ReachWidenRequest = { 
/**
 * A sentence, for the journal.
 */
reason: string, };

export type ReadingChoice = { 
/**
 * `utf8` or `windows1252`; found when absent.
 */
encoding: FileEncoding | null, 
/**
 * Separator; found when absent.
 */
separator: FileSeparator | null, 
/**
 * Caisse of the whole file, when it does not name it (quotients, families).
 */
organisme: string | null, 
/**
 * Sheet of a workbook; the first that holds something when absent.
 */
sheet?: string, 
/**
 * Product the file comes from; found when absent (families).
 */
profile?: TakeoverProfile, 
/**
 * How the file holds families; found when absent.
 */
layout?: FileLayout, 
/**
 * Month of the quotients of the whole file, when it does not say it (families).
 */
quotient_month?: Month, 
/**
 * Whether the first guardian owes the invoices where the file does not say who does (families).
 */
first_guardian_owes?: boolean, };

export type Reason = { 
/**
 * What it is about: `Règle`, `Quotient`, `Tranche`…
 */
label: string, 
/**
 * The fact.
 */
text: string, 
/**
 * What completes it, set in a lighter hand; may be empty.
 */
note: string, };

export type ReceiptView = { 
/**
 * The payment.
 */
payment: PaymentRow, 
/**
 * What it settles.
 */
allocations: Array<AllocationRow>, 
/**
 * What it leaves as an advance.
 */
advance_cents: Cents, 
/**
 * What the household owes after it; negative when it is ahead.
 */
balance_cents: Cents, };

export type RecentRow = { 
/**
 * `family` or `child`.
 */
kind: string, 
/**
 * Identifier.
 */
id: string, 
/**
 * The family whose file to open.
 */
family: string | null, 
/**
 * Its name.
 */
label: string, 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, };

export type RecipientExportRequest = { 
/**
 * For whom.
 */
model: RecipientModel, 
/**
 * What it is taken out for: that of the model, and no other.
 */
purpose: ExportPurpose, 
/**
 * The school, for its list.
 */
school: SchoolId | null, 
/**
 * The circuit, for its list.
 */
circuit: CircuitId | null, 
/**
 * `2026-2027`, for the list of a school or of compulsory instruction; the current one when absent.
 */
school_year: string | null, 
/**
 * The day, for the list of a circuit; today when absent.
 */
day: string | null, 
/**
 * The format of the file.
 */
format: ListFormat, 
/**
 * More about what for, may be empty.
 */
reason: string, };

export type RecipientModel = "school" | "transport" | "compulsory";

export type RecordKind = "family" | "household" | "guardian" | "child";

export type RecordPairRequest = { 
/**
 * What they are.
 */
kind: RecordKind, 
/**
 * The one to keep.
 */
kept: string, 
/**
 * The other.
 */
absorbed: string, };

export type RecordedQuotientRow = { 
/**
 * Identifier.
 */
id: QuotientId, 
/**
 * Value, in cents.
 */
value_cents: Cents, 
/**
 * As people write it: `684`, `684,50`.
 */
shown: string, 
/**
 * Whose quotient.
 */
kind: QuotientKind, 
/**
 * `CAF`.
 */
kind_label: string, 
/**
 * Month it was given for, `2026-11`.
 */
month: string, 
/**
 * First day it applies.
 */
from: string, 
/**
 * Last day it applies.
 */
to: string | null, 
/**
 * How the town learnt it.
 */
source: QuotientSource, 
/**
 * In French.
 */
source_label: string, 
/**
 * When it was recorded, milliseconds since 1970.
 */
recorded_at_ms: number, 
/**
 * Who recorded it.
 */
recorded_by: string, 
/**
 * Whether it came with a file.
 */
imported: boolean, 
/**
 * Whether it is the one that applies today.
 */
applies: boolean, };

export type RecoveryRenewRequest = { 
/**
 * The second person.
 */
witness?: SecondPerson, };

export type RecoveryView = { 
/**
 * What is printed at the top of the sheets that are good now.
 */
mark: string, 
/**
 * How many times sheets were made.
 */
number: number, 
/**
 * Whether this session still holds what is to be printed.
 */
printable: boolean, 
/**
 * When these sheets were printed, milliseconds since 1970.
 */
printed_at_ms: number | null, 
/**
 * When these sheets were last tried.
 */
rehearsed_at_ms: number | null, 
/**
 * Whether sheets were ever tried: families may be registered.
 */
ready: boolean, 
/**
 * Whether they were typed at the door to act since they were made: new ones are due.
 */
used: boolean, 
/**
 * Days since they were last tried; a try is due every year.
 */
days_since_rehearsal: number | null, 
/**
 * Compartments that these sheets do not open yet: their holders entrust them when they next open.
 */
awaited: Array<string>, 
/**
 * Whether making new sheets needs a second person: there is more than one agent.
 */
needs_second_person: boolean, };

export type RefusedColumnView = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * Its place in the file, counted from 0.
 */
column: number, 
/**
 * What it holds.
 */
kind: ForbiddenKind, 
/**
 * Why it is refused, in French.
 */
reason: string, };

export type RegistrationAddRequest = { 
/**
 * The file.
 */
family: FamilyId, 
/**
 * Its children who come.
 */
children: Array<ChildId>, 
/**
 * To what, each of them.
 */
activities: Array<ActivityId>, 
/**
 * First day.
 */
from: string, };

export type RegistrationId = string;

export type RegistrationListRequest = { 
/**
 * One activity.
 */
activity: ActivityId | null, 
/**
 * One child.
 */
child: ChildId | null, 
/**
 * The children of one family.
 */
family: FamilyId | null, 
/**
 * One state.
 */
state: RegistrationState | null, };

export type RegistrationListView = { 
/**
 * The registrations.
 */
registrations: Array<RegistrationView>, 
/**
 * Of those that run today, how many are accepted.
 */
accepted: number, 
/**
 * And how many wait.
 */
waiting: number, };

export type RegistrationSaveRequest = { 
/**
 * The registration; none to create one.
 */
id: RegistrationId | null, 
/**
 * Child.
 */
child: ChildId, 
/**
 * Activity.
 */
activity: ActivityId, 
/**
 * Accepted or waiting.
 */
state: RegistrationState, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; none when not known.
 */
to: string | null, };

export type RegistrationState = "accepted" | "waiting";

export type RegistrationView = { 
/**
 * Identifier.
 */
id: RegistrationId, 
/**
 * Child.
 */
child_id: ChildId, 
/**
 * File of the family.
 */
family_id: FamilyId | null, 
/**
 * Family name of the child.
 */
family_name: string, 
/**
 * First names.
 */
first_names: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Class today.
 */
class_name: string | null, 
/**
 * Activity.
 */
activity_id: ActivityId, 
/**
 * Its name.
 */
activity_name: string, 
/**
 * Its kind.
 */
activity_kind: ActivityKind, 
/**
 * Accepted or waiting.
 */
state: RegistrationState, 
/**
 * The state in French.
 */
state_label: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day, when known.
 */
to: string | null, 
/**
 * Whether it runs today.
 */
current: boolean, 
/**
 * Rank in the activity's waiting list, from 1; none when accepted.
 */
waiting_rank: number | null, };

export type RegistrationsAddedView = { 
/**
 * A child after the other.
 */
registrations: Array<RegistrationId>, };

export type RehearsalResultView = { 
/**
 * When, milliseconds since 1970.
 */
at_ms: number, 
/**
 * When the backup had been made.
 */
made_at_ms: number, 
/**
 * Whether it was restored, opened and counted without a fault.
 */
good: boolean, 
/**
 * How long it took.
 */
seconds: number, };

export type RehearsalView = { 
/**
 * The last one.
 */
last: RehearsalResultView | null, 
/**
 * By which day the next is due.
 */
due_on: string, 
/**
 * Whether that day has come.
 */
due: boolean, };

export type RehearsedView = { 
/**
 * Whether it was restored, opened and counted without a fault.
 */
good: boolean, 
/**
 * When the backup had been made, milliseconds since 1970.
 */
made_at_ms: number, 
/**
 * How long it took.
 */
seconds: number, 
/**
 * What the restored copy holds.
 */
counts: BackupCounts | null, 
/**
 * Sixteen characters of the journal's last line.
 */
head: string, 
/**
 * What is wrong, in French.
 */
problems: Array<string>, };

export type RejectionRow = { 
/**
 * Family to open; none when a setting of the town is at fault.
 */
family: FamilyId | null, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Household to open.
 */
household: HouseholdId | null, 
/**
 * Titre it would be.
 */
titre: number | null, 
/**
 * Part at fault.
 */
part: Part, 
/**
 * Its name.
 */
part_label: string, 
/**
 * Field at fault.
 */
field: string, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do.
 */
remedy: string, 
/**
 * Amount of the titre.
 */
amount_cents: Cents, };

export type RelationCloseRequest = { 
/**
 * The line.
 */
entry: RelationId, 
/**
 * The version that was read.
 */
version: string, 
/**
 * Whether it is done.
 */
done: boolean, };

export type RelationDraft = { 
/**
 * What happened.
 */
kind: RelationKind, 
/**
 * When.
 */
on: string, 
/**
 * What happened, or what is to be done.
 */
text: string, 
/**
 * By when something is to be done about it.
 */
due_on: string | null, };

export type RelationId = string;

export type RelationKind = "visit" | "call" | "mail" | "incident" | "complaint" | "task";

export type RelationListView = { 
/**
 * The latest first.
 */
entries: Array<RelationView>, 
/**
 * Letters that left, the latest first.
 */
letters: Array<LetterView>, };

export type RelationRequest = { 
/**
 * The line.
 */
entry: RelationId, 
/**
 * The version that was read.
 */
version: string, };

export type RelationSaveRequest = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * The line that is corrected, as it was read; a new one when absent.
 */
known: RelationRequest | null, 
/**
 * What it says.
 */
draft: RelationDraft, };

export type RelationView = { 
/**
 * Identifier.
 */
id: RelationId, 
/**
 * What it says.
 */
draft: RelationDraft, 
/**
 * `appel`.
 */
kind_label: string, 
/**
 * When what was to be done was.
 */
done_on: string | null, 
/**
 * Whether its day is past and nothing was done.
 */
late: boolean, 
/**
 * When it was first written, milliseconds since 1970.
 */
written_at_ms: number, 
/**
 * Who wrote it first.
 */
written_by: string, 
/**
 * Who wrote it last, when it was written again since.
 */
corrected_by: string | null, 
/**
 * What it was when it was read: said again by whoever changes it.
 */
version: string, };

export type RelationWrittenView = { 
/**
 * The family.
 */
family: FamilyId, 
/**
 * The line.
 */
entry: RelationId, 
/**
 * What it is now.
 */
version: string, };

export type RestoreView = { 
/**
 * When the backup was made, milliseconds since 1970.
 */
made_at_ms: number, 
/**
 * Who made it.
 */
made_by: string, 
/**
 * Sixteen characters of its journal's last line.
 */
head: string, 
/**
 * What it holds.
 */
then: BackupCounts, 
/**
 * What the vault holds now.
 */
now: BackupCounts, 
/**
 * Last lines of its journal, newest first.
 */
last_then: Array<JournalLineView>, 
/**
 * Last lines of the vault's journal, newest first.
 */
last_now: Array<JournalLineView>, 
/**
 * Lines of the vault's journal that would be left behind.
 */
abandoned: number, 
/**
 * It was made on what an earlier restoration left behind.
 */
parted: boolean, 
/**
 * Who may be the second to agree.
 */
second: Array<SecondAgentView>, 
/**
 * The town has not both an administrator and a head of service: any second agent will do.
 */
anyone: boolean, };

export type ReturnChoice = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * The invoice it is for.
 */
invoice: InvoiceId, };

export type ReturnCommitRequest = { 
/**
 * The reading of the file, as the preview said it.
 */
reading: string, 
/**
 * What the agent decided of the lines to be looked at. Those left undecided wait in the list of suspended lines.
 */
choices: Array<ReturnChoice>, };

export type ReturnImportRow = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * What becomes of it.
 */
state: ImportRowState, 
/**
 * Day of the operation.
 */
operation_on: string | null, 
/**
 * Amount; negative when it takes back.
 */
amount_cents: Cents | null, 
/**
 * Means of payment.
 */
method: PaymentMethod | null, 
/**
 * Its name.
 */
method_label: string, 
/**
 * What the file says: titre, invoice, debtor.
 */
statement: string, 
/**
 * Whether the line moves no money and only says where the titre stands.
 */
is_information: boolean, 
/**
 * What it says of the titre: `admis en non-valeur`; empty when nothing.
 */
said: string, 
/**
 * What it says is left to recover.
 */
remaining_cents: Cents | null, 
/**
 * Invoices it may be for, best first.
 */
proposals: Array<ReturnProposal>, 
/**
 * What is wrong, or differs from what the town counts.
 */
issues: Array<CellIssueView>, };

export type ReturnImportView = { 
/**
 * The agent gave up choosing a file: everything else is empty.
 */
cancelled: boolean, 
/**
 * The file.
 */
shape: FileShapeView | null, 
/**
 * How many rows of each fate.
 */
counts: ImportCounts, 
/**
 * Every row.
 */
rows: Array<ReturnImportRow>, 
/**
 * Sum of the rows accepted.
 */
accepted_cents: Cents, 
/**
 * Sum of the rows to be looked at.
 */
to_check_cents: Cents, };

export type ReturnProposal = { 
/**
 * Invoice.
 */
invoice: InvoiceId, 
/**
 * Its number.
 */
number: string, 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Titre: `bordereau 11, titre 318`.
 */
titre: string, 
/**
 * What is left to pay on it.
 */
due_cents: Cents, 
/**
 * What the match rests on.
 */
matched_by: MatchedBy, };

export type ReturnState = "SOLDE" | "PARTIEL" | "IMPAYE" | "REJETE" | "ANNULE" | "NON_VALEUR";

export type RiderView = { 
/**
 * The registration.
 */
id: TransportId, 
/**
 * The child.
 */
child: ChildId, 
/**
 * A file they are in.
 */
family: FamilyId | null, 
/**
 * The stop.
 */
stop: string, 
/**
 * Its place on the circuit.
 */
stop_rank: number, 
/**
 * Which way.
 */
direction: Direction, 
/**
 * `aller et retour`.
 */
direction_label: string, 
/**
 * `08:05, 16:50`.
 */
times: string, 
/**
 * Family name.
 */
family_name: string, 
/**
 * First name.
 */
first_name: string, 
/**
 * `Les Tilleuls, CE1 B`; empty without a class.
 */
schooling: string, 
/**
 * `L M J V`.
 */
days_label: string, };

export type Role = "INS" | "FAC" | "SAN" | "TER" | "RPE" | "RES" | "ADM" | "DPO";

export type RoleView = { 
/**
 * Code.
 */
code: string, 
/**
 * In French.
 */
label: string, 
/**
 * Compartments it calls for.
 */
compartments: Array<string>, 
/**
 * Whether it may be limited to some schools and activities.
 */
may_be_limited: boolean, };

export type RunExerciceRequest = { 
/**
 * Run; its bordereau is not allotted yet.
 */
run: RunId, 
/**
 * Exercice, open today.
 */
exercice: number, };

export type RunId = string;

export type RunListView = { 
/**
 * Runs.
 */
runs: Array<RunRow>, };

export type RunRequest = { 
/**
 * Run.
 */
run: RunId, };

export type RunRow = { 
/**
 * Identifier.
 */
id: RunId, 
/**
 * Month billed.
 */
month: Month, 
/**
 * `octobre 2026`.
 */
month_label: string, 
/**
 * Accounting year.
 */
exercice: number, 
/**
 * Day of issue.
 */
issued_on: string, 
/**
 * Day by which families pay.
 */
due_on: string, 
/**
 * Digest of what was previewed and issued.
 */
digest: string, 
/**
 * Invoices.
 */
invoices: number, 
/**
 * Lines.
 */
lines: number, 
/**
 * Sum of all invoices.
 */
total_cents: Cents, 
/**
 * What was paid so far.
 */
paid_cents: Cents, 
/**
 * Number of the first invoice.
 */
first_number: string, 
/**
 * Number of the last one.
 */
last_number: string, 
/**
 * Head of the journal just before the run: printed, it is a second witness on paper.
 */
audit_head: string, 
/**
 * Who issued it.
 */
agent_name: string, 
/**
 * Number of its bordereau, once allotted.
 */
bordereau: number | null, };

export type RunView = { 
/**
 * The run.
 */
run: RunRow, 
/**
 * Whether it existed before: nothing was written then.
 */
already_issued: boolean, 
/**
 * Totals by activity.
 */
activities: Array<ActivityTotal>, };

export type SavedFileView = { 
/**
 * Name proposed.
 */
file_name: string, 
/**
 * Where it is; none when the agent gave up.
 */
path: string | null, 
/**
 * Its size.
 */
bytes: number, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, };

export type SavedView = { 
/**
 * Identifier of what was created or changed.
 */
id: string, };

export type SchoolId = string;

export type SchoolListRequest = { 
/**
 * `2026-2027`; the current school year when absent.
 */
school_year: string | null, };

export type SchoolListView = { 
/**
 * The school year shown.
 */
school_year: string, 
/**
 * Those one may ask for: known ones, the current one and the next.
 */
school_years: Array<string>, 
/**
 * The schools, by name.
 */
schools: Array<SchoolView>, 
/**
 * Levels a class may have.
 */
grades: Array<GradeView>, };

export type SchoolOption = { 
/**
 * Identifier.
 */
id: SchoolId, 
/**
 * Its name.
 */
label: string, };

export type SchoolSaveRequest = { 
/**
 * The school; none to create one.
 */
id: SchoolId | null, 
/**
 * Name.
 */
name: string, 
/**
 * Code of the ministry (UAI); may be empty.
 */
uai: string, };

export type SchoolView = { 
/**
 * Identifier.
 */
id: SchoolId, 
/**
 * Name.
 */
name: string, 
/**
 * Code of the ministry (UAI), empty when unknown.
 */
uai: string, 
/**
 * Its classes for that school year, from the youngest level.
 */
classes: Array<ClassView>, 
/**
 * Children in them.
 */
children: number, };

export type SchoolingStepView = { 
/**
 * `2026-2027`.
 */
school_year: string, 
/**
 * `Les Tilleuls`.
 */
school: string, 
/**
 * `CE1 B`.
 */
class: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Whether it is that of today.
 */
current: boolean, };

export type SearchHit = { 
/**
 * What it is.
 */
kind: SearchKind, 
/**
 * Identifier.
 */
id: string, 
/**
 * The family whose file to open.
 */
family: string | null, 
/**
 * `Le Goff · d’Estienne`, `Léonie d’Estienne-Le Goff`, `2026-000042`.
 */
label: string, 
/**
 * What tells it from its namesakes: street and children, age and class, month and total.
 */
detail: string, 
/**
 * Birth date of a child.
 */
birth_date: string | null, 
/**
 * Why.
 */
reason: SearchReason, 
/**
 * The same in French: `nom`, `téléphone`.
 */
reason_label: string, };

export type SearchKind = "family" | "child" | "guardian" | "invoice";

export type SearchReason = "name" | "birth_name" | "usage_name" | "first_name" | "phone" | "number" | "former_number" | "allocataire" | "birth_date" | "email" | "contact" | "mandate" | "account";

export type SearchRequest = { 
/**
 * As typed: accents, case and order of words do not matter.
 */
text: string, 
/**
 * How many of each kind; eight when absent.
 */
limit: number | null, };

export type SearchView = { 
/**
 * The answers.
 */
hits: Array<SearchHit>, 
/**
 * The words understood, to be marked in the labels.
 */
words: Array<string>, 
/**
 * How many things can be found in all.
 */
searched: number, 
/**
 * Time taken in the core, in microseconds.
 */
elapsed_us: number, };

export type SecondAgentView = { 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
name: string, 
/**
 * Their roles, in French.
 */
roles: Array<string>, };

export type SecondPerson = { 
/**
 * Login.
 */
login: string, 
/**
 * Password.
 */
password: string, };

export type SendPreference = "unsaid" | "email" | "post";

export type SequenceStartRequest = { 
/**
 * Exercice, open today.
 */
exercice: number, 
/**
 * Which numbers.
 */
sequence: NumberSequence, 
/**
 * The next one.
 */
next: number, };

export type ServiceLineView = { 
/**
 * Rank in the invoice, from 1.
 */
rank: number, 
/**
 * Child.
 */
child: ChildId | null, 
/**
 * The child's name.
 */
child_name: string, 
/**
 * Activity.
 */
activity: ActivityId | null, 
/**
 * Unit.
 */
unit: UnitId | null, 
/**
 * `Cantine Jean-Macé, repas`.
 */
label: string, 
/**
 * `9 repas`, `3 h 30`.
 */
quantity: string, 
/**
 * The same in thousandths of a unit or hour.
 */
quantity_thousandths: number, 
/**
 * Price of one.
 */
unit_price_cents: Cents, 
/**
 * Amount.
 */
amount_cents: Cents, 
/**
 * Why, row by row. The quotient itself is only said to those who may know it.
 */
explanation: Array<Reason>, 
/**
 * The correction it carries out.
 */
adjustment: AdjustmentId | null, 
/**
 * Whether a third party pays it, or a correction gives such a help or takes it back: it follows services and is not corrected by itself.
 */
is_help: boolean, };

export type SessionAgent = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
name: string, 
/**
 * Roles.
 */
roles: Array<Role>, 
/**
 * The same in French.
 */
role_labels: Array<string>, 
/**
 * Schools and activities their roles are limited to, by name; none when they see the whole town.
 */
limits: Array<string>, 
/**
 * Until when roles are lent to them (« bris de glace »), milliseconds since 1970.
 */
lent_until_ms: number | null, 
/**
 * The same in seconds from now, whatever day an invented town stands on.
 */
lent_seconds_left: number | null, 
/**
 * Names of the rights held: the window offers nothing else.
 */
rights: Array<string>, };

export type SessionView = { 
/**
 * Where the vault stands.
 */
phase: Phase, 
/**
 * Folder of the vault, to tell two towns apart.
 */
folder: string, 
/**
 * Name of the town, once founded.
 */
town: string | null, 
/**
 * Whether the town is invented: a banner on every screen.
 */
fictive: boolean, 
/**
 * How this desk keeps its secret.
 */
keyring: KeyringState, 
/**
 * Last good backup.
 */
backup: BackupAge | null, 
/**
 * What is wrong with the places of backups, in French, besides the age of the last one.
 */
backup_troubles: Array<string>, 
/**
 * Whether the day's backup is still lacking somewhere: the window asks for it.
 */
backup_due: boolean, 
/**
 * Both copies of the keys are damaged, and the last good backup, here, has whole ones.
 */
keys_elsewhere: string | null, 
/**
 * The base is older than what this desk last saw: said at opening, in French.
 */
older_than_seen: string | null, 
/**
 * The desk's clock is behind the last line of the journal: said in French as long as it is so.
 */
clock_behind: string | null, 
/**
 * What was found since the opening not to be as the journal left it, in French; empty when all is well so far.
 */
integrity: Array<string>, 
/**
 * The job that still examines everything behind the window.
 */
watch: string | null, 
/**
 * The day at the desk, ISO.
 */
today: string, 
/**
 * School year of that day, `2026-2027`.
 */
school_year: string, 
/**
 * Minutes without a gesture before the vault locks.
 */
idle_minutes: number, 
/**
 * Who may unlock.
 */
agents: Array<GateAgent>, 
/**
 * Seconds to wait before another try.
 */
retry_after_seconds: number, 
/**
 * Why the vault cannot be opened.
 */
problem: string | null, 
/**
 * Version of the program.
 */
version: string, 
/**
 * The agent at the desk, once open.
 */
agent: SessionAgent | null, };

export type SettlementRow = { 
/**
 * Payment.
 */
payment: PaymentId, 
/**
 * Day of receipt.
 */
received_on: string, 
/**
 * Means of payment.
 */
method: PaymentMethod | null, 
/**
 * Its name.
 */
method_label: string, 
/**
 * What was written of it.
 */
reference: string, 
/**
 * Number of the receipt.
 */
receipt_number: string | null, 
/**
 * Whether it takes an earlier payment back.
 */
is_cancellation: boolean, 
/**
 * The part.
 */
amount_cents: Cents, };

export type Severity = "blocking" | "warning";

export type Sex = "F" | "M";

export type SheetChildView = { 
/**
 * The child.
 */
child_id: ChildId, 
/**
 * `Jade B.-G.`; the full name when two children of the sheet would be called alike.
 */
name: string, 
/**
 * Code of the neutral diet.
 */
diet_code: string, 
/**
 * `Sans porc`.
 */
diet_label: string, 
/**
 * One character a unit: `1` to `8` the state, `0` empty.
 */
cells: string, 
/**
 * Minutes noted: unit, minutes.
 */
minutes: Array<[number, number]>, 
/**
 * Whether the child is expected in at least one unit.
 */
expected: boolean, };

export type SheetGroupView = { 
/**
 * The class; none for children without one.
 */
class_id: ClassId | null, 
/**
 * Its name.
 */
class_name: string, 
/**
 * Children expected.
 */
expected: number, 
/**
 * Children ticked as there.
 */
present: number, 
/**
 * The children.
 */
children: Array<SheetChildView>, };

export type SheetsTriedView = { 
/**
 * Families found in the copy.
 */
families: number, 
/**
 * Children found in the copy.
 */
children: number, 
/**
 * How many compartments the sheets opened, of seven.
 */
compartments: number, };

export type SiblingDiscount = { 
/**
 * Which children count.
 */
scope: SiblingScope, 
/**
 * Reduction from a rank on, in ascending ranks: `(2, 100), (3, 250)` is 10 % for the second child and a
 * quarter from the third.
 */
from_rank: Array<[number, Permille]>, 
/**
 * Whether the highest bracket (or the cap) is left without reduction.
 */
not_at_highest: boolean, };

export type SiblingScope = "same_activity" | "any_activity";

export type SourceSecret = string;

export type SplitChildEntry = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * Who has custody from that day on.
 */
custodies: Array<SplitCustodyEntry>, };

export type SplitCustodyEntry = { 
/**
 * Which household has the child.
 */
home: SplitHome, 
/**
 * When.
 */
pattern: CustodyPattern, };

export type SplitHome = "here" | "there";

export type StateSet = number;

export type StatisticsOptionsView = { 
/**
 * What is counted.
 */
measures: Array<MeasureOption>, 
/**
 * What it is told by.
 */
axes: Array<AxisOption>, 
/**
 * The month that is over, as presences are first asked: `2026-10`.
 */
month: string, 
/**
 * A number that fewer stand behind is hidden.
 */
threshold: number, };

export type StatisticsRow = { 
/**
 * Names of its categories: one an axis that is not across, `Total` where it is a total.
 */
labels: Array<string>, 
/**
 * The numbers, in the order of the columns; none when hidden.
 */
cells: (number | null)[], 
/**
 * Whether it is a total.
 */
is_total: boolean, };

export type StatisticsRunRequest = { 
/**
 * What it is told by: one to three.
 */
axes: Array<Axis>, 
/**
 * What is counted.
 */
measure: Measure, 
/**
 * For presences: the first month, `2026-09`.
 */
from: string | null, 
/**
 * For presences: the last one.
 */
to: string | null, };

export type StatisticsView = { 
/**
 * `Enfants inscrits le 29/11/2026, par école et niveau`.
 */
title: string, 
/**
 * Names of the axes that go down.
 */
heads: Array<string>, 
/**
 * Names of the columns: the categories of the last axis and the total; what is counted when there is one axis alone.
 */
columns: Array<string>, 
/**
 * Lines, totals last.
 */
rows: Array<StatisticsRow>, 
/**
 * How many numbers are hidden.
 */
hidden: number, 
/**
 * How what is counted adds up, when a line adds up to more than there are; empty otherwise.
 */
note: string, };

export type StopDraft = { 
/**
 * The stop; none for a new one.
 */
id: StopId | null, 
/**
 * Its name: `Mairie`.
 */
name: string, 
/**
 * When the bus comes in the morning, minutes since midnight.
 */
morning: number | null, 
/**
 * When it comes back in the evening, minutes since midnight.
 */
evening: number | null, };

export type StopId = string;

export type StopOption = { 
/**
 * Identifier.
 */
id: StopId, 
/**
 * `Circuit des hameaux, Mairie`.
 */
label: string, };

export type StrokeRequest = { 
/**
 * The stroke.
 */
stroke: string, };

export type StructureView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * `school` or `activity`.
 */
kind: string, 
/**
 * Name.
 */
name: string, };

export type SubsidyAddRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * The one child helped; all those of the household when absent.
 */
child: ChildId | null, 
/**
 * What the funder agreed to.
 */
terms: SubsidyTerms, };

export type SubsidyEndRequest = { 
/**
 * The subsidy.
 */
subsidy: SubsidyId, 
/**
 * Its last day; none when it goes on.
 */
to: string | null, };

export type SubsidyId = string;

export type SubsidyListView = { 
/**
 * Those that run first.
 */
subsidies: Array<SubsidyView>, };

export type SubsidyRequest = { 
/**
 * The subsidy.
 */
subsidy: SubsidyId, };

export type SubsidyStanding = "running" | "coming" | "over";

export type SubsidyTerms = { 
/**
 * Who pays.
 */
funder: FunderId, 
/**
 * The one activity it helps for; any when absent.
 */
activity: ActivityId | null, 
/**
 * What it pays.
 */
help: Help, 
/**
 * The most it pays for a month, in cents.
 */
monthly_ceiling: Cents | null, 
/**
 * The most it pays in all, from the first day to the last, in cents.
 */
whole_ceiling: Cents | null, 
/**
 * First day helped.
 */
from: string, 
/**
 * Last day helped; none until it is known.
 */
to: string | null, };

export type SubsidyView = { 
/**
 * Identifier.
 */
id: SubsidyId, 
/**
 * The one child helped.
 */
child: ChildId | null, 
/**
 * Their first names; empty when it helps them all.
 */
child_name: string, 
/**
 * The one activity helped; empty when it helps for any.
 */
activity_name: string, 
/**
 * Who pays.
 */
funder_name: string, 
/**
 * What was agreed.
 */
terms: SubsidyTerms, 
/**
 * `50 %, dans la limite de 30,00 € par mois`.
 */
label: string, 
/**
 * `depuis le 01/09/2026`.
 */
period_label: string, 
/**
 * Where it stands today.
 */
standing: SubsidyStanding, 
/**
 * What it gave so far.
 */
given_cents: Cents, 
/**
 * Whether an invoice counts it: it can be ended, and no more removed.
 */
is_given: boolean, 
/**
 * A last day that will do, to be proposed; none when it cannot end sooner than it does.
 */
end_proposed: string | null, 
/**
 * When it was written, milliseconds since 1970.
 */
recorded_at_ms: number, 
/**
 * Who wrote it.
 */
recorded_by: string, 
/**
 * What it said before, the latest first.
 */
former: Array<FormerSubsidyView>, };

export type SummerCut = "halves" | "quarters";

export type SuspendedAssignRequest = { 
/**
 * The line.
 */
id: string, 
/**
 * The household whose payment it is.
 */
household: HouseholdId, 
/**
 * The invoice it pays first; the oldest when absent. The one it speaks of, when it moves no money.
 */
invoice: InvoiceId | null, 
/**
 * The payment it takes back, when its amount is negative.
 */
payment: PaymentId | null, };

export type SuspendedDismissRequest = { 
/**
 * The line.
 */
id: string, 
/**
 * Why, kept in the journal.
 */
reason: string, };

export type SuspendedListView = { 
/**
 * The latest first.
 */
lines: Array<SuspendedRow>, 
/**
 * Their sum.
 */
total_cents: Cents, };

export type SuspendedRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * File it came in.
 */
file_name: string, 
/**
 * Line of it.
 */
line: number, 
/**
 * Day of the operation.
 */
operation_on: string, 
/**
 * Amount; negative when it takes back, zero when the line only says where a titre stands.
 */
amount_cents: Cents, 
/**
 * Name of the means of payment.
 */
method_label: string, 
/**
 * What the file says.
 */
statement: string, 
/**
 * What it says of the titre; empty when nothing.
 */
said: string, 
/**
 * Why it waits.
 */
reason: string, };

export type SwapRequest = { 
/**
 * Their login.
 */
login: string, 
/**
 * Their password.
 */
password: string, };

export type TakeoverProfile = "generic" | "bl-enfance" | "parascol" | "iloise" | "cerig" | "domino" | "noethys" | "noethysweb";

export type TariffCardView = { 
/**
 * The version.
 */
id: TariffId, 
/**
 * Activity it prices.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * Unit it prices; none for every unit without a tariff of its own.
 */
unit_id: UnitId | null, 
/**
 * Name of the unit.
 */
unit_name: string | null, 
/**
 * Name of the tariff.
 */
name: string, 
/**
 * Reference of the deliberation.
 */
deliberation: string, 
/**
 * `Par tranche de quotient`, `Taux d’effort`, `Prix unique`.
 */
method_label: string, 
/**
 * `de 1,20 € à 5,90 €`, for residents.
 */
prices_label: string, 
/**
 * What the price is for: `le repas`, `l’heure`.
 */
each_label: string, 
/**
 * First day.
 */
valid_from: string, 
/**
 * Last day, when known.
 */
valid_to: string | null, 
/**
 * Where it stands.
 */
standing: TariffStanding, 
/**
 * Whether it needs the quotient or the income of the household.
 */
depends_on_income: boolean, };

export type TariffChoice = { "kind": "saved", 
/**
 * The version.
 */
tariff: TariffId, } | { "kind": "draft", 
/**
 * The draft.
 */
draft: TariffDraft, };

export type TariffDraft = { 
/**
 * Activity it prices.
 */
activity: ActivityId, 
/**
 * Unit it prices.
 */
unit: UnitId | null, 
/**
 * Name.
 */
name: string, 
/**
 * Reference of the deliberation.
 */
deliberation: string, 
/**
 * First day it applies.
 */
valid_from: string, 
/**
 * Last day it applies.
 */
valid_to: string | null, 
/**
 * How the price is found.
 */
method: Method, 
/**
 * What the price is for.
 */
basis: UnitBasis, 
/**
 * Reduction for brothers and sisters.
 */
siblings: SiblingDiscount | null, 
/**
 * States billed.
 */
billed: StateSet, };

export type TariffId = string;

export type TariffListRequest = { 
/**
 * The day on which versions are said current, past or coming; today when absent.
 */
on: string | null, };

export type TariffListView = { 
/**
 * The versions: activity by activity, the latest first.
 */
tariffs: Array<TariffCardView>, 
/**
 * Units no tariff prices that day: they cannot be billed.
 */
missing: Array<TariffMissingView>, };

export type TariffMissingView = { 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Name of the activity.
 */
activity_name: string, 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Name of the unit.
 */
unit_name: string, };

export type TariffRequest = { 
/**
 * The version.
 */
tariff: TariffId, };

export type TariffSaveRequest = { 
/**
 * Activity it prices.
 */
activity: ActivityId, 
/**
 * Unit it prices.
 */
unit: UnitId | null, 
/**
 * Name.
 */
name: string, 
/**
 * Reference of the deliberation.
 */
deliberation: string, 
/**
 * First day it applies.
 */
valid_from: string, 
/**
 * Last day it applies.
 */
valid_to: string | null, 
/**
 * How the price is found.
 */
method: Method, 
/**
 * What the price is for.
 */
basis: UnitBasis, 
/**
 * Reduction for brothers and sisters.
 */
siblings: SiblingDiscount | null, 
/**
 * States billed.
 */
billed: StateSet, };

export type TariffStanding = "current" | "coming" | "past" | "replaced";

export type TariffTryRequest = { 
/**
 * The tariff.
 */
choice: TariffChoice, 
/**
 * Quotient, in cents; none for a family without one.
 */
quotient: Cents | null, 
/**
 * Monthly income, in cents, for tariffs that apply a rate to it.
 */
monthly_income: Cents | null, 
/**
 * Lives in the town.
 */
resident: boolean, 
/**
 * Rank of the child among its brothers and sisters, from 1.
 */
sibling_rank: number, 
/**
 * Units, or minutes for a tariff by the hour.
 */
quantity: number, 
/**
 * The unit priced, for its name; the tariff's own, or the first of the activity, when absent.
 */
unit: UnitId | null, 
/**
 * Day of the what-if; today when absent.
 */
on: string | null, };

export type TariffTryView = { 
/**
 * Price of one unit or hour, reductions made.
 */
unit_price: Cents, 
/**
 * Amount.
 */
amount: Cents, 
/**
 * Whether the highest price was taken for want of a quotient or income.
 */
by_default: boolean, 
/**
 * Why, row by row.
 */
reasons: Array<Reason>, };

export type TariffView = { 
/**
 * The version.
 */
card: TariffCardView, 
/**
 * How the price is found.
 */
method: Method, 
/**
 * What the price is for.
 */
basis: UnitBasis, 
/**
 * Reduction for brothers and sisters.
 */
siblings: SiblingDiscount | null, 
/**
 * States billed, bit n for the state n.
 */
billed: StateSet, 
/**
 * Every version, the latest first.
 */
versions: Array<TariffCardView>, };

export type TaskKind = "tick_day" | "bill_month" | "send_to_treasury" | "remind_unpaid" | "renew_quotients" | "complete_health" | "read_instructions" | "follow_up" | "answer_waiting" | "compulsory_list" | "back_up" | "rehearse_restore" | "entrust_keys" | "review_year";

export type TaskRow = { 
/**
 * What it is about.
 */
kind: TaskKind, 
/**
 * In French, with its number.
 */
label: string, 
/**
 * Where: screen or place.
 */
place: string, 
/**
 * By when.
 */
due_on: string | null, 
/**
 * How pressing.
 */
urgency: TaskUrgency, 
/**
 * The verb of its button.
 */
verb: string, 
/**
 * The day or the month it is about, ISO; empty when there is none.
 */
period: string, 
/**
 * The thing it is about.
 */
subject: string | null, };

export type TaskUrgency = "late" | "soon" | "later";

export type Theme = "system" | "light" | "dark" | "contrast";

export type TickCell = { 
/**
 * How far.
 */
state: TickState, 
/**
 * Children still only booked.
 */
missing: number, };

export type TickRow = { 
/**
 * The activity.
 */
activity: ActivityId, 
/**
 * Its name.
 */
name: string, 
/**
 * One cell per day of [`HomeTickingView::days`].
 */
cells: Array<TickCell>, };

export type TickState = "nothing" | "done" | "unfinished" | "today";

export type TodayHeadcount = { 
/**
 * The unit.
 */
unit: UnitId, 
/**
 * `Cantine Les Tilleuls`, with its unit when the activity has several.
 */
name: string, 
/**
 * Expected or present.
 */
expected: number, 
/**
 * Already present.
 */
present: number, 
/**
 * Places, none when there is no limit.
 */
capacity: number | null, };

export type TownSaveRequest = { 
/**
 * Name of the commune.
 */
name: string, 
/**
 * SIRET.
 */
siret: string, 
/**
 * Street of the town hall.
 */
street: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * City.
 */
city: string, 
/**
 * Telephone, may be empty.
 */
phone: string, 
/**
 * E-mail, may be empty.
 */
email: string, 
/**
 * School holidays' zone.
 */
zone: string, 
/**
 * Minutes without a gesture before the vault locks, 2 to 30.
 */
idle_minutes: number | null, 
/**
 * Months for which the details of the journal stay readable, 6 to 12; none leaves them as they are.
 */
detail_months?: number, };

export type TownView = { 
/**
 * Name of the commune.
 */
name: string, 
/**
 * SIRET, fourteen digits.
 */
siret: string, 
/**
 * Street of the town hall.
 */
street: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * City.
 */
city: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * School holidays' zone: A, B or C.
 */
zone: string, 
/**
 * An invented town.
 */
fictive: boolean, 
/**
 * Minutes without a gesture before the vault locks.
 */
idle_minutes: number, 
/**
 * Months for which the details of the journal stay readable, 6 to 12.
 */
detail_months: number, };

export type TransportDayRequest = { 
/**
 * The circuit.
 */
circuit: CircuitId, 
/**
 * The day.
 */
day: string, };

export type TransportDayView = { 
/**
 * Name of the circuit.
 */
circuit: string, 
/**
 * `lundi 7 septembre 2026`.
 */
day_label: string, 
/**
 * Why no bus runs: a public holiday, school holidays; none on a day of school.
 */
closed?: string, 
/**
 * By stop then name.
 */
riders: Array<RiderView>, 
/**
 * Children on the way to school.
 */
outward: number, 
/**
 * Children on the way home.
 */
back: number, };

export type TransportDraft = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The stop.
 */
stop: StopId, 
/**
 * Which way.
 */
direction: Direction, 
/**
 * On which days.
 */
days: Weekdays, 
/**
 * First day.
 */
from: string, 
/**
 * Last day, when known.
 */
to: string | null, };

export type TransportId = string;

export type TransportRequest = { 
/**
 * Identifier.
 */
id: TransportId, };

export type TransportSaveRequest = { 
/**
 * The one that is corrected; a new one when absent.
 */
id: TransportId | null, 
/**
 * What it says.
 */
draft: TransportDraft, };

export type TransportView = { 
/**
 * Identifier.
 */
id: TransportId, 
/**
 * `Circuit des hameaux, Mairie`.
 */
label: string, 
/**
 * `aller et retour`.
 */
direction_label: string, 
/**
 * `L M J V`.
 */
days_label: string, 
/**
 * Whether it runs today or will.
 */
running: boolean, 
/**
 * What a form starts from.
 */
draft: TransportDraft, };

export type TreasuryBatchView = { 
/**
 * The run.
 */
run: RunRow, 
/**
 * Accounting year.
 */
exercice: number, 
/**
 * Exercices open today, the ordinary one first: those the run may move to until its bordereau is allotted.
 */
exercices: Array<number>, 
/**
 * How the town's bills are collected.
 */
collection: CollectionWay, 
/**
 * Whether no bordereau of the exercice was numbered here yet: the town may have given numbers of its own.
 */
is_first: boolean, 
/**
 * Number of the bordereau, or the one it would get.
 */
bordereau: number, 
/**
 * Whether that number is already allotted.
 */
allotted: boolean, 
/**
 * Sixteen characters of the journal as the bordereau found it, to note on the slip; empty until it is allotted.
 */
audit_head: string, 
/**
 * Day of issue of the bordereau.
 */
issued_on: string, 
/**
 * Date of the avis.
 */
asap_on: string, 
/**
 * Date by which families pay.
 */
due_on: string, 
/**
 * The post: codique and name.
 */
post: string, 
/**
 * Titres.
 */
titres: number, 
/**
 * Their sum.
 */
total_cents: Cents, 
/**
 * Titres without any flaw.
 */
sound: number, 
/**
 * Why the treasury would refuse it; nothing is written while there is one.
 */
rejections: Array<RejectionRow>, 
/**
 * Invoices that are not sent: paid, under fifteen euros, nothing due, or with the régie.
 */
left_out: Array<LeftOutRow>, 
/**
 * What is left to pay of those.
 */
left_out_cents: Cents, 
/**
 * What was paid of the others before their titres: it is not claimed again.
 */
already_paid_cents: Cents, 
/**
 * Files that left.
 */
files: Array<TreasuryFileRow>, };

export type TreasuryExportRequest = { 
/**
 * Run.
 */
run: RunId, 
/**
 * Which file.
 */
kind: TreasuryFileKind, 
/**
 * Encoding of the CSV; the ORMC has its own.
 */
encoding: CsvEncoding, 
/**
 * Unpaid invoices of the régie to claim, past its deadline. Nothing else of a régie goes to the treasury.
 */
chosen: Array<InvoiceId>, };

export type TreasuryExportView = { 
/**
 * Number of the bordereau.
 */
bordereau: number, 
/**
 * Sixteen characters of the journal as the bordereau found it, to note on the slip.
 */
audit_head: string, 
/**
 * Name.
 */
file_name: string, 
/**
 * Where it was kept; none when the agent gave up. Its bytes are frozen all the same.
 */
path: string | null, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, 
/**
 * Size.
 */
bytes: number, 
/**
 * Titres.
 */
titres: number, 
/**
 * Their sum.
 */
total_cents: Cents, 
/**
 * Whether these bytes had already left: they are the same.
 */
already_exported: boolean, };

export type TreasuryFileKind = "titres_csv" | "pes_ormc";

export type TreasuryFileRow = { 
/**
 * What it is.
 */
kind: TreasuryFileKind, 
/**
 * `UTF-8`, `Windows-1252`, `ISO-8859-1`.
 */
encoding: string, 
/**
 * Name.
 */
file_name: string, 
/**
 * SHA-256, in hexadecimal.
 */
sha256: string, 
/**
 * Size.
 */
bytes: number, 
/**
 * When it first left, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who exported it.
 */
agent_name: string, };

export type TreasuryNewsRow = { 
/**
 * The invoice.
 */
invoice: InvoiceId, 
/**
 * Its number.
 */
number: string, 
/**
 * The day it speaks of.
 */
said_on: string, 
/**
 * Where the titre stands; none when the file did not say.
 */
state: ReturnState | null, 
/**
 * In words: `admis en non-valeur, la dette reste due`.
 */
said: string, 
/**
 * What it said was left to recover.
 */
remaining_cents: Cents | null, 
/**
 * How that differs from what the town counted that day; none when both agree.
 */
gap: string | null, 
/**
 * What the line of the file said.
 */
statement: string, };

export type TreasuryOverviewRequest = { 
/**
 * Run.
 */
run: RunId | null, 
/**
 * Unpaid invoices of the régie that would be claimed.
 */
chosen: Array<InvoiceId>, };

export type TreasuryOverviewView = { 
/**
 * The run looked at; none while nothing was issued.
 */
selected: TreasuryBatchView | null, 
/**
 * Every run, the latest first, to choose another.
 */
runs: Array<RunRow>, 
/**
 * Bordereaux, the latest first.
 */
bordereaux: Array<BordereauRow>, 
/**
 * What came back and waits for someone to say whose it is.
 */
waiting: number, 
/**
 * Its sum.
 */
waiting_cents: Cents, };

export type TreasurySettings = { 
/**
 * Codique of the accounting post, 6 or 7 characters.
 */
codique: string, 
/**
 * Name of the post: `SGC de Montbard-Sud`.
 */
post_label: string, 
/**
 * Code of the collectivity at its post, three digits.
 */
code_collectivite: string, 
/**
 * Code of the budget, two characters.
 */
code_budget: string, 
/**
 * Name of the collectivity as the treasury writes it; the town's own when empty.
 */
label: string, 
/**
 * SIRET of the budget; the town's own when empty.
 */
siret: string, 
/**
 * What the lines of an ORMC say: internal transfers (588) or the article of each line, when the accountant asks for it.
 */
imputation_on_lines: boolean, 
/**
 * Rank of the campaign, one digit (`Per`).
 */
campaign_rank: number, 
/**
 * Days from the issue to the date of the avis.
 */
asap_days: number, 
/**
 * Days from the issue to the date by which families pay.
 */
due_days: number, 
/**
 * How bills are collected.
 */
collection: CollectionWay, 
/**
 * Means of payment printed on invoices, when the régie collects.
 */
payment_ways: Array<PaymentWayText>, 
/**
 * Whom to ask, printed on invoices.
 */
question: string, };

export type TypedSheet = { 
/**
 * A, B or C.
 */
letter: string, 
/**
 * The eight lines of the half that goes with the other sheet.
 */
text: string, };

export type TypedSheets = { 
/**
 * The first.
 */
first: TypedSheet, 
/**
 * The second.
 */
second: TypedSheet, };

export type UiSettings = { 
/**
 * Colours.
 */
theme: Theme, 
/**
 * Space between lines.
 */
density: Density, 
/**
 * Typeface.
 */
font: Font, 
/**
 * Percent, 80 to 200.
 */
zoom: number, 
/**
 * Whether single letters act when no field has the focus (WCAG 2.1.4).
 */
single_keys: boolean, 
/**
 * Columns and widths of each list, by list name.
 */
lists: { [key in string]: ListSettings }, };

export type UnitBasis = { "kind": "per_unit" } | { "kind": "per_hour", 
/**
 * Minutes of a step, from 1 to 60.
 */
step_minutes: number, };

export type UnitId = string;

export type UnitKind = "meal" | "slot" | "half_day" | "day";

export type UnitSaveRequest = { 
/**
 * The unit; none to create one.
 */
id: UnitId | null, 
/**
 * Its activity.
 */
activity: ActivityId, 
/**
 * Heads its column: one to three letters.
 */
code: string, 
/**
 * A meal is served in it.
 */
with_meal: boolean, 
/**
 * Minutes are noted with each presence.
 */
by_minutes: boolean, 
/**
 * Its place within the activity.
 */
rank: number, 
/**
 * Name shown.
 */
name: string, 
/**
 * Kind.
 */
kind: UnitKind, 
/**
 * Minute of the day it begins at.
 */
start_minute: number, 
/**
 * Minute of the day it ends at.
 */
end_minute: number, 
/**
 * How many children it takes.
 */
capacity: number | null, 
/**
 * Weekdays it may open.
 */
weekdays: Weekdays, 
/**
 * Whether it opens outside school holidays.
 */
in_term: boolean, 
/**
 * Whether it opens during school holidays.
 */
in_holidays: boolean, };

export type UnitView = { 
/**
 * Identifier.
 */
id: UnitId, 
/**
 * Its activity.
 */
activity_id: ActivityId, 
/**
 * Heads its column: `M`, `R`, `S`.
 */
code: string, 
/**
 * `Repas`.
 */
name: string, 
/**
 * Kind.
 */
kind: UnitKind, 
/**
 * Minute of the day it begins at.
 */
start_minute: number, 
/**
 * Minute of the day it ends at.
 */
end_minute: number, 
/**
 * `11 h 45 – 13 h 30`.
 */
hours_label: string, 
/**
 * Children it takes; none when nothing limits it.
 */
capacity: number | null, 
/**
 * Weekdays, bit 0 for Monday.
 */
weekdays: Weekdays, 
/**
 * Opens outside school holidays.
 */
in_term: boolean, 
/**
 * Opens during school holidays.
 */
in_holidays: boolean, 
/**
 * A meal is served in it.
 */
with_meal: boolean, 
/**
 * Minutes are noted with each presence.
 */
by_minutes: boolean, 
/**
 * Its place within the activity.
 */
rank: number, };

export type UnlockRequest = { 
/**
 * Login.
 */
login: string, 
/**
 * Password.
 */
password: string, 
/**
 * Login of a second person, when the door asked for one: after a vault was put back from an older backup.
 */
second_login?: string, 
/**
 * Their own password.
 */
second_password?: string, };

export type UnpaidListRequest = { 
/**
 * The day; today when absent.
 */
on: string | null, };

export type UnpaidListView = { 
/**
 * The longest overdue first.
 */
households: Array<UnpaidRow>, 
/**
 * Everything due.
 */
due_cents: Cents, 
/**
 * Of which past its date.
 */
overdue_cents: Cents, };

export type UnpaidRow = { 
/**
 * Household.
 */
household: HouseholdId, 
/**
 * `A`, `B`…
 */
household_label: string, 
/**
 * Family.
 */
family: FamilyId, 
/**
 * Number of the family's file.
 */
family_number: number, 
/**
 * Name of the family.
 */
family_name: string, 
/**
 * Who owes.
 */
debtor_name: string | null, 
/**
 * Where to reach them.
 */
phone: string | null, 
/**
 * Invoices with something left to pay.
 */
invoices: number, 
/**
 * The oldest date by which one was to be paid.
 */
oldest_due_on: string, 
/**
 * Days since then; 0 when it has not come.
 */
days_late: number, 
/**
 * What remains due.
 */
due_cents: Cents, 
/**
 * Of which past its date.
 */
overdue_cents: Cents, 
/**
 * Received and set against no invoice.
 */
advance_cents: Cents, };

export type UsualMeans = "direct_debit" | "online" | "card" | "cheque" | "cash" | "transfer" | "cesu" | "ancv";

export type UsualMeansRequest = { 
/**
 * The household.
 */
household: HouseholdId, 
/**
 * One of the means of the régie; none when nobody says.
 */
means: UsualMeans | null, };

export type UsualMeansView = { 
/**
 * As it was said; what a mandate says is beside.
 */
said: UsualMeans | null, 
/**
 * Whether a mandate in force says it.
 */
by_mandate: boolean, 
/**
 * `Chèque`; empty when nobody said.
 */
label: string, };

export type Valence = "DIP" | "TET" | "POL" | "COQ" | "HIB" | "HEB" | "PNC" | "ROU" | "ORE" | "RUB" | "MNC" | "MNACWY" | "MNB";

export type ValenceRow = { 
/**
 * Which.
 */
valence: Valence, 
/**
 * In French.
 */
label: string, 
/**
 * Days of the doses, in order.
 */
doses: Array<string>, 
/**
 * What it lacks today; nothing when it is not required of this child.
 */
state: ValenceState | null, };

export type ValenceState = { "state": "up_to_date" } | { "state": "upcoming", 
/**
 * Day.
 */
by: string, } | { "state": "missing", 
/**
 * Day before which it was due.
 */
since: string, } | { "state": "contraindicated" };

export type VaultCreateRequest = { 
/**
 * Name of the commune.
 */
town_name: string, 
/**
 * SIRET, fourteen digits.
 */
siret: string, 
/**
 * Street of the town hall.
 */
street: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * City.
 */
city: string, 
/**
 * School holidays' zone: A, B or C.
 */
zone: string, 
/**
 * First agent's login.
 */
login: string, 
/**
 * First agent's name.
 */
display_name: string, 
/**
 * Role codes of the first agent; ADM is always among them.
 */
roles: Array<string>, 
/**
 * Their own password.
 */
password: string, 
/**
 * Accepts to keep this installation's secret in a file when the desk has no keyring: said on every screen.
 */
accept_degraded_keyring: boolean, };

export type VaultVerifyView = { 
/**
 * Pages whose seal was checked.
 */
pages: number, 
/**
 * Agents who can open the vault, as the two copies of the slots say.
 */
slots: number, 
/**
 * Lines of the journal.
 */
audit_entries: number, 
/**
 * Closed months of the journal whose root was computed anew.
 */
months: number, 
/**
 * Rows counted anew.
 */
rows: number, 
/**
 * Whether the journal's chain and signatures hold.
 */
chain: boolean, 
/**
 * Whether the file holds what the last signed line has left.
 */
content: boolean, 
/**
 * Whether amounts agree: runs, invoices, lines, titres, payments, frozen files.
 */
reconciliation: boolean, 
/**
 * Whether the rules of the file hold: numbers without a gap, sealed records present, a household for each child.
 */
invariants: boolean, 
/**
 * What does not hold, in French; empty when all is well.
 */
problems: Array<string>, 
/**
 * Sixteen characters of the last line of this desk, to compare with a printed one.
 */
head: string, };

export type Verdict = "signalled" | "refused";

export type WeekParity = "even" | "odd";

export type Weekdays = number;

export type WordCategory = "religion" | "offence" | "condition" | "diagnosis" | "origin" | "opinion" | "national_number";

export type WordsCheckRequest = { 
/**
 * As typed.
 */
text: string, 
/**
 * What it is for.
 */
kind: HealthTextKind, };

export type WordsCheckView = { 
/**
 * One of each category.
 */
words: Array<FoundWordView>, };

export type YearChangeChild = { 
/**
 * The child.
 */
id: ChildId, 
/**
 * `Le Goff Léonie`.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * The class of the next year they are in already, when they are: it stays.
 */
placed: string | null, };

export type YearChangeClass = { 
/**
 * The class.
 */
id: ClassId, 
/**
 * `CP A`.
 */
name: string, 
/**
 * Its children, on the last day of the year.
 */
children: Array<YearChangeChild>, 
/**
 * What is proposed: nothing when the level is not said, or when the school has no next one.
 */
proposed: NextClass | null, };

export type YearChangeMove = { 
/**
 * The children.
 */
children: Array<ChildId>, 
/**
 * Where.
 */
into: NextClass, };

export type YearChangePlace = { 
/**
 * The child.
 */
child: ChildId, 
/**
 * The class.
 */
class: ClassId, };

export type YearChangeRequest = { 
/**
 * The school.
 */
school: SchoolId, 
/**
 * The year that ends: `2026-2027`.
 */
school_year: string, };

export type YearChangeSaveRequest = { 
/**
 * The school.
 */
school: SchoolId, 
/**
 * The year that ends.
 */
school_year: string, 
/**
 * Who goes where.
 */
moves: Array<YearChangeMove>, };

export type YearChangeView = { 
/**
 * Its name.
 */
school: string, 
/**
 * The year that ends.
 */
from_year: string, 
/**
 * The next.
 */
to_year: string, 
/**
 * First day of the next.
 */
first_day: string, 
/**
 * Its classes, from the youngest level.
 */
classes: Array<YearChangeClass>, 
/**
 * Where children may go.
 */
next_classes: Array<NextClassView>, };

export type YearChanged = { 
/**
 * The next year.
 */
school_year: string, 
/**
 * Who was placed, and in which class.
 */
placed: Array<YearChangePlace>, 
/**
 * The classes that were made.
 */
made: Array<ClassId>, };

export type YearParity = "even" | "odd";

export type YearlyView = { 
/**
 * When the entitlements were last reviewed, milliseconds since 1970; never when absent.
 */
reviewed_at_ms: number | null, 
/**
 * By whom; empty when never.
 */
reviewed_by: string, 
/**
 * Whether a review is due: the last one, or the founding, is of a school year that is over.
 */
review_due: boolean, 
/**
 * The present key of each compartment.
 */
keys: Array<KeyAgeView>, };

