import { CallError, type FieldIssue, call } from '$lib/api';
import { messages } from '$lib/text/messages.fr';
import { type Path, readPath, writePath } from './path';

export interface FormOptions<V extends object, R> {
  initial: V;
  /** Paths marked `*`; read again from the values when there are as many as people on the form. */
  required?: Path<V>[] | ((values: V) => Path<V>[]);
  /** What happens when a required answer is missing, in the agent's words (rows A13 of the requirements). */
  refusal?: string;
  /** The write. What it throws is shown at its place. */
  submit: (values: V) => Promise<R>;
  onDone?: (result: R) => void;
  /** A refusal the screen settles itself (a possible duplicate): return true when it did. */
  onRefused?: (error: CallError) => boolean;
  /** Asked when a field is left: the same rules as the write, without writing. */
  check?: (values: V) => Promise<FieldIssue[]>;
  /** Names the draft kept by the host, sealed, for this agent: `child_register`, `family_edit/42`. */
  draft?: string;
}

interface Registered {
  label: string;
  focus: () => void;
}

const DRAFT_EVERY_MS = 2500;

/**
 * One form: its values, what is wrong with them and where, whether anything is unsaved, and the draft that survives a
 * crash. Rules live in the core; this class places what the core says.
 */
export class FormState<V extends object, R = unknown> {
  values: V = $state() as V;
  submitting = $state(false);
  /** Sentences about problems that have no field on this form. */
  general = $state.raw<string[]>([]);
  /** Raised by each refused submission: the summary takes the focus. */
  refusals = $state(0);
  /** When the kept draft was saved, while it waits to be taken up. */
  draftAt = $state<number>();

  readonly options: FormOptions<V, R>;
  #initial: string;
  #issues = $state.raw<FieldIssue[]>([]);
  /** What could not even be read (a date, an amount): found here, before the core is asked. */
  #unread = $state.raw<Readonly<Record<string, string>>>({});
  #touched = $state<Record<string, boolean>>({});
  #fields = new Map<string, Registered>();
  #draft: V | undefined;

  constructor(options: FormOptions<V, R>) {
    this.options = options;
    this.values = structuredClone(options.initial);
    this.#initial = JSON.stringify(options.initial);
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#initial || Object.keys(this.#unread).length > 0;
  }

  get required(): string[] {
    const required = this.options.required;
    return typeof required === 'function' ? required(this.values) : (required ?? []);
  }
  isRequired(path: string): boolean {
    return this.required.includes(path);
  }

  get(path: string): unknown {
    return readPath(this.values, path);
  }

  set(path: string, value: unknown): void {
    writePath(this.values, path, value);
    this.#forgive(path);
  }

  /** The text of a field that could not be read; `undefined` once it can. */
  setUnread(path: string, problem: string | undefined): void {
    const { [path]: before, ...others } = this.#unread;
    if (problem !== before) this.#unread = problem === undefined ? others : { ...others, [path]: problem };
  }

  /** What stands under this field: what could not be read first, then the gravest word of the core. */
  issue(path: string): FieldIssue | undefined {
    const unread = this.#unread[path];
    if (unread && this.#touched[path])
      return { field: path, code: 'malformed', message: unread, severity: 'blocking' };
    const mine = this.#issues.filter((issue) => issue.field === path);
    return mine.find((issue) => issue.severity === 'blocking') ?? mine[0];
  }

  /** Everything that blocks, in the order of the screen, with the label of its field. */
  get blocking(): { issue: FieldIssue; label: string }[] {
    const order = [...this.#fields.keys()];
    return this.#issues
      .filter((issue) => issue.severity === 'blocking' && this.#fields.has(issue.field))
      .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
      .map((issue) => ({ issue, label: this.#fields.get(issue.field)?.label ?? issue.field }));
  }

  register(path: string, field: Registered): () => void {
    this.#fields.set(path, field);
    return () => this.#fields.delete(path);
  }

  focus(path: string): void {
    this.#fields.get(path)?.focus();
  }

  /** The field was left: say what is wrong with it now, and only with it. */
  async leave(path: string): Promise<void> {
    this.#touched[path] = true;
    if (!this.options.check || this.#unread[path]) return;
    try {
      const found = await this.options.check($state.snapshot(this.values) as V);
      const touched = found.filter((issue) => this.#touched[issue.field]);
      this.#issues = [...this.#issues.filter((issue) => !this.#touched[issue.field]), ...touched];
    } catch {
      // A check that cannot run says nothing; the submission will.
    }
  }

  submit = async (): Promise<void> => {
    if (this.submitting) return;
    const missing = this.#missing();
    if (missing.length > 0) {
      const others = this.options.check
        ? await this.options.check($state.snapshot(this.values) as V).catch(() => [])
        : [];
      const known = new Set(missing.map((issue) => issue.field));
      this.#place([...missing, ...others.filter((issue) => !known.has(issue.field))]);
      return;
    }
    this.submitting = true;
    try {
      const result = await this.options.submit($state.snapshot(this.values) as V);
      this.settle();
      this.options.onDone?.(result);
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (!this.options.onRefused?.(error)) this.refuse(error);
    } finally {
      this.submitting = false;
    }
  };

  /** Places a refusal of the core: each issue beside its field, the rest in the summary. */
  refuse(error: CallError): void {
    this.#place(error.fields);
    if (error.fields.length === 0) {
      this.general = [sentenceOf(error)];
      this.refusals += 1;
    }
  }

  /** What is on the form is now what is kept: nothing is unsaved, and no draft is needed. */
  settle(): void {
    this.#initial = JSON.stringify(this.values);
    this.#issues = [];
    this.general = [];
    this.#unread = {};
    this.#touched = {};
    void this.discardDraft();
  }

  reset(values: V = this.options.initial): void {
    this.values = structuredClone($state.snapshot(values) as V);
    this.settle();
  }

  // ── Drafts ──────────────────────────────────────────────────────────────

  /** Looks for a kept draft, then keeps one while the form is unsaved. Runs inside an effect; returns its end. */
  keepDraft(): (() => void) | undefined {
    const key = this.options.draft;
    if (!key) return undefined;
    call('draft_get', { key })
      .then(({ body, saved_at_ms }) => {
        if (body === null || body === JSON.stringify(this.values)) return;
        this.#draft = JSON.parse(body) as V;
        this.draftAt = saved_at_ms ?? undefined;
      })
      .catch(() => undefined);
    let last = '';
    const clock = setInterval(() => {
      const body = JSON.stringify(this.values);
      if (body === last || body === this.#initial) return;
      last = body;
      call('draft_save', { key, body }).catch(() => (last = ''));
    }, DRAFT_EVERY_MS);
    return () => clearInterval(clock);
  }

  takeUpDraft(): void {
    if (this.#draft) this.values = this.#draft;
    this.#draft = undefined;
    this.draftAt = undefined;
  }

  async discardDraft(): Promise<void> {
    this.draftAt = undefined;
    this.#draft = undefined;
    if (this.options.draft) await call('draft_discard', { key: this.options.draft }).catch(() => undefined);
  }

  // ── Inside ──────────────────────────────────────────────────────────────

  #missing(): FieldIssue[] {
    const unread = Object.entries(this.#unread).map(([path, message]): FieldIssue => ({
      field: path,
      code: 'malformed',
      message,
      severity: 'blocking',
    }));
    const empty = this.required
      .filter((path) => !this.#unread[path] && isEmpty(this.get(path)))
      .map((path): FieldIssue => ({
        field: path,
        code: 'missing',
        message: messages.required,
        severity: 'blocking',
      }));
    return [...unread, ...empty];
  }

  #place(issues: FieldIssue[]): void {
    this.#issues = issues.filter((issue) => this.#fields.has(issue.field));
    this.general = issues.filter((issue) => !this.#fields.has(issue.field)).map((issue) => issue.message);
    for (const issue of issues) this.#touched[issue.field] = true;
    if (issues.some((issue) => issue.severity === 'blocking')) this.refusals += 1;
  }

  /** An answer that changes is no longer wrong until the core says so again. */
  #forgive(path: string): void {
    if (this.#issues.some((issue) => issue.field === path)) {
      this.#issues = this.#issues.filter((issue) => issue.field !== path);
    }
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function sentenceOf(error: CallError): string {
  return error.reference ? `${error.message} Référence : ${error.reference}.` : error.message;
}
