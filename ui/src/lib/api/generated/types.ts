// Generated from the command table: `./x generate`. Do not edit.

export type BackupAge = { 
/**
 * Hours.
 */
hours: number, 
/**
 * Whether it was read back.
 */
verified: boolean, };

export type Code = "locked" | "wrong_password" | "too_many_attempts" | "forbidden" | "not_found" | "invalid" | "possible_duplicate" | "conflict" | "changed_since_preview" | "already_done" | "would_be_rejected" | "bad_file" | "refused" | "damaged" | "in_use" | "newer_version" | "disk" | "installation_secret" | "cancelled" | "bug";

export type Density = "compact" | "comfortable";

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

export type KeyringState = "present" | "degraded" | "absent";

export type ListSettings = { 
/**
 * Columns put away.
 */
hidden: Array<string>, 
/**
 * Widths in pixels, by column.
 */
widths: { [key in string]: number }, };

export type PassphraseView = { 
/**
 * Six or seven French words.
 */
passphrase: string, };

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

export type Phase = "no_vault" | "locked" | "open";

export type Role = "INS" | "FAC" | "SAN" | "TER" | "RPE" | "RES" | "ADM" | "DPO";

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

export type Severity = "blocking" | "warning";

export type Theme = "system" | "light" | "dark" | "contrast";

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

export type UnlockRequest = { 
/**
 * Login.
 */
login: string, 
/**
 * Password.
 */
password: string, };

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

