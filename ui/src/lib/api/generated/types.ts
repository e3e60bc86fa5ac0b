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
 * What the journal keeps of it, in French.
 */
journal: string, };

export type AccessTableView = { 
/**
 * The commands.
 */
rows: Array<AccessRow>, };

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
balance_cents: Cents, };

export type AccountEntryKind = "invoice" | "payment" | "cancellation";

export type ActivityId = string;

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
entrustable: Array<string>, };

export type AgentRequest = { 
/**
 * The agent.
 */
agent: string, };

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
valid_to: string | null, };

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
password: string, };

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

export type AnomalyCode = "tariff_missing" | "custody_missing" | "debtor_incomplete" | "quotient_missing" | "day_not_ticked" | "negative_total" | "under_threshold" | "attendance_without_registration" | "changed_after_issue" | "over_capacity";

export type AnomalyRemedy = "enter_quotient" | "complete_debtor" | "complete_custody" | "open_tariff" | "tick_day" | "open_invoice" | "open_registration" | "add_adjustment";

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
day: string | null, };

export type AnomalySeverity = "blocking" | "to_check";

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
 * The thing.
 */
object: string | null, 
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
operations: Array<AuditOperation>, };

export type AuditOperation = { 
/**
 * Name of the command.
 */
operation: string, 
/**
 * The same in French.
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
verified: boolean, };

export type BackupStatusView = { 
/**
 * When, milliseconds since 1970; none when there never was one.
 */
at_ms: number | null, 
/**
 * Where it was written.
 */
folder: string | null, };

export type BillingCommitRequest = { 
/**
 * Month.
 */
month: Month, 
/**
 * Digest of the preview the agent agreed to.
 */
digest: string, };

export type BillingMonthRequest = { 
/**
 * Month, `2026-03`.
 */
month: Month, };

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
 * Presences left aside: their child or unit was deleted.
 */
orphan_rows: number, 
/**
 * Whether issuing would write anything.
 */
has_something_new: boolean, };

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
collected_cents: Cents, };

export type Cents = number;

export type ChildId = string;

export type Code = "locked" | "wrong_password" | "too_many_attempts" | "forbidden" | "not_found" | "invalid" | "possible_duplicate" | "conflict" | "changed_since_preview" | "already_done" | "would_be_rejected" | "bad_file" | "refused" | "damaged" | "in_use" | "newer_version" | "disk" | "installation_secret" | "cancelled" | "bug";

export type CollectionWay = "titre" | "regie";

export type CompartmentKeyRequest = { 
/**
 * The agent.
 */
agent: string, 
/**
 * The compartment.
 */
compartment: string, };

export type CsvEncoding = "windows1252" | "utf8";

export type Density = "compact" | "comfortable";

export type DocumentShownView = { 
/**
 * Its name.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, };

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

export type Empty = Record<symbol, never>;

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

export type FamilyId = string;

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
seed: number, };

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

export type Font = "inter" | "atkinson";

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
is_current: boolean, };

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
open_invoices: Array<InvoiceRow>, };

export type HouseholdId = string;

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
titre: string | null, };

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

export type KeyStanding = "held" | "awaited" | "excess";

export type KeyView = { 
/**
 * Compartment.
 */
compartment: string, 
/**
 * Where it stands.
 */
standing: KeyStanding, };

export type KeyringState = "present" | "degraded" | "absent";

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
 * Its total.
 */
total_cents: Cents, };

export type ListSettings = { 
/**
 * Columns put away.
 */
hidden: Array<string>, 
/**
 * Widths in pixels, by column.
 */
widths: { [key in string]: number }, };

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

export type Month = string;

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

export type Phase = "no_vault" | "locked" | "open";

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
compartments: Array<string>, };

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
adjustment: AdjustmentId | null, };

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
 * The base is older than what this desk last saw: said at opening, in French.
 */
older_than_seen: string | null, 
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

export type Theme = "system" | "light" | "dark" | "contrast";

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
zone: string, };

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
fictive: boolean, };

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
 * Number of the bordereau, or the one it would get.
 */
bordereau: number, 
/**
 * Whether that number is already allotted.
 */
allotted: boolean, 
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
 * Invoices that are not sent: under fifteen euros, nothing due, or in the family's favour.
 */
left_out: Array<LeftOutRow>, 
/**
 * Sum of those.
 */
left_out_cents: Cents, 
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
encoding: CsvEncoding, };

export type TreasuryExportView = { 
/**
 * Number of the bordereau.
 */
bordereau: number, 
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

export type TreasuryOverviewRequest = { 
/**
 * Run.
 */
run: RunId | null, };

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

export type UnitId = string;

export type UnlockRequest = { 
/**
 * Login.
 */
login: string, 
/**
 * Password.
 */
password: string, };

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

