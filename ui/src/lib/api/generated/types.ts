// Generated from the command table: `./x generate`. Do not edit.

export type AgentCard = { 
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
 * Role codes.
 */
roles: Array<string>, 
/**
 * The same in French.
 */
role_labels: Array<string>, };

export type Code = "locked" | "wrong_password" | "too_many_attempts" | "forbidden" | "not_found" | "invalid" | "possible_duplicate" | "conflict" | "changed_since_preview" | "already_done" | "would_be_rejected" | "bad_file" | "refused" | "damaged" | "in_use" | "newer_version" | "disk" | "installation_secret" | "cancelled" | "bug";

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

export type GateAgent = { 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
display_name: string, 
/**
 * Password of an agent of an invented town: known to all, and said so.
 */
known_password: string | null, };

export type GateState = "empty" | "locked" | "open" | "unreadable";

export type GateView = { 
/**
 * Where the vault stands.
 */
state: GateState, 
/**
 * Folder of the vault, to tell two towns apart.
 */
folder: string, 
/**
 * Logins that may open it, with the name shown.
 */
agents: Array<GateAgent>, 
/**
 * Name of the town, once founded.
 */
town_name: string | null, 
/**
 * Whether the town is invented.
 */
fictive: boolean, 
/**
 * Whether this desk keeps its secret in a file for want of a keyring.
 */
degraded_keyring: boolean, 
/**
 * Whether this desk has a keyring that keeps secrets across restarts.
 */
keyring_available: boolean, 
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
version: string, };

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

export type SessionView = { 
/**
 * The agent.
 */
agent: AgentCard, 
/**
 * Names of the rights held: the window offers nothing else.
 */
rights: Array<string>, 
/**
 * Whether the town is invented: a banner on every screen.
 */
fictive: boolean, 
/**
 * The town.
 */
town_name: string, 
/**
 * Whether this desk keeps its secret in a file for want of a keyring: shown on every screen.
 */
degraded_keyring: boolean, 
/**
 * The day at the desk, ISO.
 */
today: string, 
/**
 * Minutes without a gesture before the vault locks.
 */
idle_lock_minutes: number, 
/**
 * The agent's own settings.
 */
settings: Array<UiSettingRequest>, };

export type Severity = "blocking" | "warning";

export type UiSettingRequest = { 
/**
 * Name, for instance `theme` or `columns/family_list`.
 */
name: string, 
/**
 * Value, as the window wrote it.
 */
value: string, };

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

