import { untrack } from 'svelte';
import { CallError, type FieldIssue } from '$lib/api';
import { messages } from '$lib/text/messages.fr';
import { Draft, type Typed } from './draft.svelte';
import { type Path, readPath, writePath } from './path';

export interface FormOptions<V extends object, R> {
  initial: V;
  /** Paths marked `*`; read again from the values when there are as many as people on the form. */
  required?: Path<V>[] | ((values: V) => Path<V>[]);
  /** What happens when a required answer is missing, in the agent's words (rows A13 of the requirements). */
  refusal?: string;
  /** The write; `seen` when the agent goes on past what the core told first. What it throws is shown at its place. */
  submit: (values: V, seen: boolean) => Promise<R>;
  onDone?: (result: R) => void;
  /**
   * What the core tells once instead of writing (a month already billed, a possible duplicate): the question put to the agent,
   * nothing for any other refusal. Whoever goes on sends the same answers, `seen`, this time only.
   */
  toldFirst?: (error: CallError) => Promise<boolean> | undefined;
  /** A refusal the screen settles itself: return true when it did. */
  onRefused?: (error: CallError) => boolean;
  /** Asked when a field is left: the same rules as the write, without writing. */
  check?: (values: V) => Promise<FieldIssue[]>;
  /** What leaves cannot be taken back: what the check only warns of is shown once before the write, and the second asking goes on. */
  warnsFirst?: boolean;
  /**
   * Required answers that the core itself refuses by their name when they are empty, with everything else that is wrong
   * and writing nothing. When one of them is missing the write is sent all the same: what is missing and what is wrong
   * are said in one round. An answer the core would do without, or could not even read, must not stand here.
   */
  refused?: 'all' | Path<V>[];
  /** The core names the answers of this part without it: `draft` for a form of `{ draft: { name } }`. */
  under?: string;
  /** Names the draft kept by the core, sealed, for this agent: the write, then what it is about. `contact_save/42`. */
  draft?: string;
  /** Takes up a draft of one part of what is written as a whole: what changed since in the rest stays. */
  takeUp?: (draft: V, now: V) => V;
}

/** A warning is not passed over by the second press of a double one: milliseconds before it can be. */
const READING = 500;

interface Registered {
  label: string;
  focus: () => void;
}

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
  readonly options: FormOptions<V, R>;
  #initial: string;
  #issues = $state.raw<FieldIssue[]>([]);
  /** What could not even be read (a date, an amount): found here, before the core is asked. */
  #unread = $state.raw<Typed<V>['unread']>({});
  #touched = $state<Record<string, boolean>>({});
  #fields = new Map<string, Registered>();
  /** The paths of `#fields`, for what follows them. */
  #shown = $state.raw<string[]>([]);
  #secrets = new Set<string>();
  #warnedAt = -Infinity;
  #draft: Draft<V> | undefined;

  constructor(options: FormOptions<V, R>) {
    this.options = options;
    this.values = structuredClone(options.initial);
    this.#initial = JSON.stringify(options.initial);
    if (options.draft)
      this.#draft = new Draft(
        options.draft,
        () => this.#typed(JSON.stringify(this.values), this.#unread),
        () => this.#typed(this.#initial, {}),
      );
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#initial || Object.keys(this.#unread).length > 0;
  }

  get required(): string[] {
    const required = this.options.required;
    return typeof required === 'function' ? required(this.values) : (required ?? []);
  }
  /** There is a field on the screen that may be left as it is. */
  get asksMore(): boolean {
    return this.#shown.some((path) => !this.isRequired(path));
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

  /** Why the text of a field could not be read; `undefined` once it can. */
  setUnread(path: string, problem: string | undefined, text = ''): void {
    const { [path]: before, ...others } = this.#unread;
    if (problem === before?.problem && text === (before?.text ?? '')) return;
    this.#unread = problem === undefined ? others : { ...others, [path]: { text, problem } };
  }
  unreadText(path: string): string | undefined {
    return this.#unread[path]?.text;
  }

  /** What stands under this field: what could not be read first, then the gravest word of the core. */
  issue(path: string): FieldIssue | undefined {
    const unread = this.#unread[path];
    if (unread && this.#touched[path])
      return { field: path, code: 'malformed', message: unread.problem, severity: 'blocking' };
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
    this.#tellShown();
    return () => {
      this.#fields.delete(path);
      this.#tellShown();
    };
  }

  #tellShown(): void {
    untrack(() => (this.#shown = [...this.#fields.keys()]));
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
      // A check of words says nothing of an answer that is still missing: it stays said.
      const stays = (issue: FieldIssue): boolean =>
        !this.#touched[issue.field] ||
        (issue.code === 'missing' &&
          isEmpty(this.get(issue.field)) &&
          !touched.some((one) => one.field === issue.field));
      this.#issues = [...this.#issues.filter(stays), ...touched];
    } catch {
      // A check that cannot run says nothing; the submission will.
    }
  }

  submit = (): Promise<void> => this.#send(false);

  async #send(seen: boolean): Promise<void> {
    if (this.submitting || performance.now() - this.#warnedAt < READING) return;
    const missing = this.#missing();
    const values = $state.snapshot(this.values) as V;
    if (
      missing.length > 0 &&
      !missing.some(({ field, code }) => code === 'missing' && this.#refuses(field))
    ) {
      const others = this.options.check ? await this.options.check(values).catch(() => []) : [];
      this.#placeWith(missing, others);
      return;
    }
    this.submitting = true;
    let told: Promise<boolean> | undefined;
    try {
      if (this.options.warnsFirst && (await this.#warns(values))) return;
      const result = await this.options.submit(values, seen);
      this.settle();
      this.options.onDone?.(result);
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (missing.length > 0) {
        this.#placeWith(missing, error.fields);
        // A request without its answers cannot always be read: that is what has just been said.
        if (error.fields.length === 0 && error.code !== 'invalid') this.general = [sentenceOf(error)];
        return;
      }
      if (!seen) told = this.options.toldFirst?.(error);
      if (!told && !this.options.onRefused?.(error)) this.refuse(error);
    } finally {
      this.submitting = false;
    }
    if (await told) await this.#send(true);
  }

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
    this.#rest();
    void this.discardDraft();
  }

  /** The form begins again, from these answers. */
  reset(values: V = this.options.initial): void {
    this.values = structuredClone($state.snapshot(values) as V);
    this.#rest();
  }

  /** The agent gives up what was typed: it is gone, here and in the draft. */
  async abandon(): Promise<void> {
    this.reset(JSON.parse(this.#initial) as V);
    await this.discardDraft();
  }

  // ── Drafts ──────────────────────────────────────────────────────────────

  get draftAt(): number | undefined {
    return this.#draft?.at;
  }
  get draftOutdated(): boolean {
    return this.#draft?.outdated ?? false;
  }

  /** Looks for a kept draft, then keeps one while the form is unsaved. Runs inside an effect; returns its end. */
  keepDraft(): (() => void) | undefined {
    return this.#draft?.keep();
  }
  async saveDraft(): Promise<void> {
    await this.#draft?.save();
  }
  async discardDraft(): Promise<void> {
    await this.#draft?.discard();
  }

  /** No draft ever holds it: a password, whose field says so, or a « yes » that must be given again. */
  neverKeep(path: string): void {
    this.#secrets.add(path);
  }

  takeUpDraft(): void {
    const draft = this.#draft?.take();
    if (!draft) return;
    const now = $state.snapshot(this.values) as V;
    const values = { ...now, ...draft.values };
    for (const path of this.#secrets) writePath(values, path, readPath(now, path));
    this.values = this.options.takeUp?.(values, now) ?? values;
    this.#unread = draft.unread;
  }

  // ── Inside ──────────────────────────────────────────────────────────────

  #missing(): FieldIssue[] {
    const unread = Object.entries(this.#unread).map(([path, { problem }]): FieldIssue => ({
      field: path,
      code: 'malformed',
      message: problem,
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

  /** Whether the agent is warned of something they have not been shown yet. */
  async #warns(values: V): Promise<boolean> {
    if (!this.options.check) return false;
    const found = await this.options.check(values).catch(() => []);
    const fresh = found.some(
      ({ field, message, severity }) =>
        severity === 'warning' &&
        !this.#issues.some((shown) => shown.field === field && shown.message === message),
    );
    if (!fresh) return false;
    this.#warnedAt = performance.now();
    this.#place(found);
    this.general = [messages.warned];
    return true;
  }

  #refuses(path: string): boolean {
    const { refused } = this.options;
    return refused === 'all' || (refused as string[] | undefined)?.includes(path) === true;
  }

  /** What is missing, and what is wrong with the other answers. */
  #placeWith(missing: FieldIssue[], others: FieldIssue[]): void {
    const known = new Set(missing.map((issue) => issue.field));
    this.#place([...missing, ...others.map(this.#named).filter((issue) => !known.has(issue.field))]);
  }

  #named = (issue: FieldIssue): FieldIssue => {
    const full = `${this.options.under ?? ''}.${issue.field}`;
    return !this.#fields.has(issue.field) && this.#fields.has(full) ? { ...issue, field: full } : issue;
  };

  #place(found: FieldIssue[]): void {
    const issues = found.map(this.#named);
    this.#issues = issues.filter((issue) => this.#fields.has(issue.field));
    this.general = issues.filter((issue) => !this.#fields.has(issue.field)).map((issue) => issue.message);
    for (const issue of issues) this.#touched[issue.field] = true;
    if (issues.some((issue) => issue.severity === 'blocking')) this.refusals += 1;
  }

  #rest(): void {
    this.#initial = JSON.stringify(this.values);
    this.#issues = [];
    this.general = [];
    this.#unread = {};
    this.#touched = {};
  }

  /** What is typed as a draft holds it. */
  #typed(values: string, unread: Typed<V>['unread']): string {
    const kept = JSON.parse(values) as V;
    for (const path of this.#secrets) writePath(kept, path, null);
    return JSON.stringify({ values: kept, unread } satisfies Typed<V>);
  }

  /** An answer that changes is no longer wrong until the core says so again. */
  #forgive(path: string): void {
    if (this.#issues.some((issue) => issue.field === path)) {
      this.#issues = this.#issues.filter((issue) => issue.field !== path);
    }
  }
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function sentenceOf(error: CallError): string {
  return error.reference ? `${error.message} Référence\u00a0: ${error.reference}.` : error.message;
}
