import { CallError, call, type FieldIssue } from '$lib/api';
import { messages } from '$lib/text/messages.fr';
import { type Path, readPath, writePath } from './path';

export interface FormOptions<V extends object, R> {
  initial: V;
  /** Paths marked `*`. */
  required?: Path<V>[];
  /** What happens when a required answer is missing, in the agent's words (rows A13 of the requirements). */
  refusal?: string;
  /** The write. What it throws is shown at its place. */
  submit: (values: V) => Promise<R>;
  onDone?: (result: R) => void;
  /** A refusal the screen settles itself (a possible duplicate): return true when it did. */
  onRefused?: (error: CallError) => boolean;
  /** Asked when a field is left: the same rules as the write, without writing. */
  check?: (values: V) => Promise<FieldIssue[]>;
  /** Names the draft kept by the host, e.g. `child_register` or `family:42`. */
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
  /** Problems that have no field on this form. */
  general = $state.raw<FieldIssue[]>([]);
  /** Raised by each refused submission: the summary takes the focus. */
  refusals = $state(0);
  /** When the kept draft was saved, while it waits to be taken up. */
  draftAt = $state<string>();

  readonly options: FormOptions<V, R>;
  #initial: string;
  #issues = $state.raw<FieldIssue[]>([]);
  /** What could not even be read (a date, an amount): found here, before the core is asked. */
  #unread = $state.raw<Readonly<Record<string, string>>>({});
  #touched = $state<Record<string, boolean>>({});
  #fields = new Map<string, Registered>();
  #draftBody: V | undefined;

  constructor(options: FormOptions<V, R>) {
    this.options = options;
    this.values = structuredClone(options.initial);
    this.#initial = JSON.stringify(options.initial);
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#initial || Object.keys(this.#unread).length > 0;
  }

  isRequired(path: string): boolean {
    return (this.options.required as string[] | undefined)?.includes(path) ?? false;
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
      return { path, code: 'unreadable', message: unread, severity: 'blocking' };
    const mine = this.#issues.filter((issue) => issue.path === path);
    return mine.find((issue) => issue.severity === 'blocking') ?? mine[0];
  }

  /** Everything that blocks, in the order of the screen, with the label of its field. */
  get blocking(): { issue: FieldIssue; label: string }[] {
    const order = [...this.#fields.keys()];
    return this.#issues
      .filter((issue) => issue.severity === 'blocking' && this.#fields.has(issue.path))
      .sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path))
      .map((issue) => ({ issue, label: this.#fields.get(issue.path)?.label ?? issue.path }));
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
      const touched = found.filter((issue) => this.#touched[issue.path]);
      this.#issues = [...this.#issues.filter((issue) => !this.#touched[issue.path]), ...touched];
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
      const known = new Set(missing.map((issue) => issue.path));
      this.#place([...missing, ...others.filter((issue) => !known.has(issue.path))]);
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
    const rest =
      error.fields.length > 0
        ? []
        : [{ path: '', code: error.code, message: sentenceOf(error), severity: 'blocking' as const }];
    this.#place([...error.fields, ...rest]);
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
    void call('draft_get', { key })
      .then((draft) => {
        if (!draft || draft.body === JSON.stringify(this.values)) return;
        this.#draftBody = JSON.parse(draft.body) as V;
        this.draftAt = draft.saved_at;
      })
      .catch(() => undefined);
    let kept = '';
    const clock = setInterval(() => {
      const body = JSON.stringify(this.values);
      if (body === kept || body === this.#initial) return;
      kept = body;
      void call('draft_save', { key, body }).catch(() => (kept = ''));
    }, DRAFT_EVERY_MS);
    return () => clearInterval(clock);
  }

  takeUpDraft(): void {
    if (this.#draftBody) this.values = this.#draftBody;
    this.#draftBody = undefined;
    this.draftAt = undefined;
  }

  async discardDraft(): Promise<void> {
    this.draftAt = undefined;
    this.#draftBody = undefined;
    if (this.options.draft) await call('draft_discard', { key: this.options.draft }).catch(() => undefined);
  }

  // ── Inside ──────────────────────────────────────────────────────────────

  #missing(): FieldIssue[] {
    const unread = Object.entries(this.#unread).map(([path, message]): FieldIssue => ({
      path,
      code: 'unreadable',
      message,
      severity: 'blocking',
    }));
    const empty = ((this.options.required ?? []) as string[])
      .filter((path) => !this.#unread[path] && isEmpty(this.get(path)))
      .map((path): FieldIssue => ({
        path,
        code: 'required',
        message: messages.required,
        severity: 'blocking',
      }));
    return [...unread, ...empty];
  }

  #place(issues: FieldIssue[]): void {
    this.#issues = issues.filter((issue) => this.#fields.has(issue.path));
    this.general = issues.filter((issue) => !this.#fields.has(issue.path));
    for (const issue of issues) this.#touched[issue.path] = true;
    if (issues.some((issue) => issue.severity === 'blocking')) this.refusals += 1;
  }

  /** An answer that changes is no longer wrong until the core says so again. */
  #forgive(path: string): void {
    if (this.#issues.some((issue) => issue.path === path)) {
      this.#issues = this.#issues.filter((issue) => issue.path !== path);
    }
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function sentenceOf(error: CallError): string {
  return error.reference ? `${error.message} Référence : ${error.reference}.` : error.message;
}
