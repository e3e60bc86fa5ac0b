import {
  type ImportDoneView,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type JobView,
  type QuotientCommitRequest,
  type QuotientEffectRow,
  type QuotientImportRow,
  type QuotientImportView,
  type QuotientTrialView,
  type SavedFileView,
  call,
} from '$lib/api';
import { ImportFile } from '$lib/import/import-file.svelte';
import { type FileField, fieldsOf, isFaulty, linesAround } from './quotient-rows';

/** One file of the CAF, from its choice to its batch: what is agreed to, corrected, tried, recorded. */
export class QuotientImport extends ImportFile<QuotientImportView, 'trial' | 'done'> {
  readonly reads = 'Lecture des quotients';
  /** What taking the file would change, household by household. */
  effects = $state.raw<readonly QuotientEffectRow[]>([]);
  done = $state.raw<ImportDoneView>();
  /** Lines to be looked at that the agent agrees to. */
  #agreed = $state.raw<ReadonlySet<number>>(new Set());
  #corrected = $state(0);

  readonly rows: readonly QuotientImportRow[] = $derived(this.view?.rows ?? []);
  readonly fields: readonly FileField[] = $derived(this.shape ? fieldsOf(this.shape) : []);
  readonly #around: ReadonlySet<number> = $derived(linesAround(this.rows));

  protected preview(request: ImportPreviewRequest): Promise<JobView> {
    return call('quotients_preview', request);
  }
  protected remap(request: ImportRemapRequest): Promise<JobView> {
    return call('quotients_remap', request);
  }
  protected held(): Promise<QuotientImportView> {
    return call('quotients_show', {});
  }
  protected undecide(): void {
    this.#agreed = new Set();
    this.#corrected = 0;
    this.effects = [];
    this.done = undefined;
  }

  /** Numbers are unique in their caisse only: a file that has some must say which, or the agent does. */
  get lacksCaisse(): boolean {
    const fed = (field: string): boolean => this.fields.some((one) => one.field === field);
    return fed('matricule') && !fed('code_organisme');
  }
  protected override get clear(): boolean {
    return super.clear && !this.lacksCaisse;
  }

  // ── What the agent decides ──────────────────────────────────────────────

  agrees(row: QuotientImportRow): boolean {
    return this.#agreed.has(row.line);
  }
  /** Agrees to a line to be looked at, or gives it up again. */
  decide(row: QuotientImportRow): void {
    if (row.state !== 'to_check') return;
    const next = new Set(this.#agreed);
    if (!next.delete(row.line)) next.add(row.line);
    this.#agreed = next;
  }
  /** Types something else instead of a cell; the core judges every line again. */
  correct = (row: QuotientImportRow, field: string, value: string): Promise<void> =>
    this.run(async () => {
      const judged = call('quotients_correct', { line: row.line, field, value });
      const view = await this.follow<QuotientImportView>(judged);
      if (!view) return;
      this.view = view;
      this.#corrected += 1;
      // What was agreed to was another content, or is no longer in doubt.
      const doubtful = new Set(view.rows.filter((one) => one.state === 'to_check').map((one) => one.line));
      this.#agreed = new Set([...this.#agreed].filter((line) => line !== row.line && doubtful.has(line)));
    });

  get agreed(): number[] {
    return [...this.#agreed].sort((a, b) => a - b);
  }
  /** Something would be lost by leaving the file. */
  get worked(): boolean {
    return this.step !== 'done' && (this.#agreed.size > 0 || this.#corrected > 0);
  }
  /** Lines that will be recorded. */
  get taken(): number {
    return (this.view?.counts.accepted ?? 0) + this.#agreed.size;
  }
  /** Lines to be looked at that nobody agreed to: they are set aside. */
  get aside(): number {
    return (this.view?.counts.to_check ?? 0) - this.#agreed.size;
  }
  get refused(): number {
    return this.view?.counts.refused ?? 0;
  }

  // ── Where to look ───────────────────────────────────────────────────────

  /** A line in doubt or refused, or next to one: a mistake is read with its neighbours. */
  isAround(row: QuotientImportRow): boolean {
    return this.#around.has(row.line);
  }
  /** The next line at fault among those listed, from this one on, and round again. */
  nextFault(
    listed: readonly QuotientImportRow[],
    from: number | undefined,
    by: 1 | -1,
  ): QuotientImportRow | undefined {
    const start = from === undefined ? (by > 0 ? -1 : 0) : listed.findIndex((row) => row.line === from);
    for (let step = 1; step <= listed.length; step += 1) {
      const row = listed[(start + by * step + listed.length * 2) % listed.length];
      if (row && isFaulty(row) && !this.agrees(row)) return row;
    }
    return undefined;
  }

  // ── What is written ─────────────────────────────────────────────────────

  /** What the file would change, in the core and without writing. */
  try = (): Promise<void> =>
    this.run(async () => {
      const tried = await this.follow<QuotientTrialView>(call('quotients_try', this.#asked), 'Essai à blanc');
      if (!tried) return;
      this.effects = tried.rows;
      this.step = 'trial';
    });

  commit = async (): Promise<ImportDoneView | undefined> => {
    let done: ImportDoneView | undefined;
    await this.run(async () => {
      done = await call('quotients_commit', this.#asked);
      this.done = done;
      this.step = 'done';
    });
    return done;
  };

  /** The refused lines, in the form of the file, with a last column that says why. */
  saveRefused = async (): Promise<SavedFileView | undefined> => {
    let saved: SavedFileView | undefined;
    await this.run(async () => {
      saved = await call('quotients_rejected_file', {});
    });
    return saved;
  };

  get #asked(): QuotientCommitRequest {
    return { reading: this.shape?.reading ?? '', accepted_lines: this.agreed };
  }
}
