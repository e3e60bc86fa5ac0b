import {
  CallError,
  type ColumnChoice,
  type ImportDoneView,
  type InvoiceId,
  type ReadingChoice,
  type ReturnChoice,
  type ReturnImportRow,
  type ReturnImportView,
  call,
} from '$lib/api';

export type ReturnStep = 'file' | 'columns' | 'preview';

/** One file of the treasury, from its choice to its batch. The core holds the file; this holds what the agent decides of it. */
export class ReturnImport {
  step = $state<ReturnStep>('file');
  view = $state.raw<ReturnImportView>();
  error = $state.raw<CallError>();
  busy = $state(false);
  #reading: ReadingChoice = { encoding: null, separator: null, organisme: null };
  #columns: ColumnChoice[] = [];
  /** The invoice chosen for each doubtful line. */
  #choices = $state.raw<ReadonlyMap<number, InvoiceId>>(new Map());

  get rows(): readonly ReturnImportRow[] {
    return this.view?.rows ?? [];
  }
  get mapped(): boolean {
    return this.view?.shape?.missing.length === 0;
  }

  /** Lets the agent choose a file and reads it. */
  open = (): Promise<void> =>
    this.#run(async () => {
      const view = await call('returns_preview', { file: null, reading: this.#fresh() });
      if (view.cancelled) return;
      this.#columns = [];
      this.#choices = new Map();
      this.#show(view);
      this.step = this.mapped && this.view?.shape?.encoding_certain ? 'preview' : 'columns';
    });

  /** Reads the same file again, otherwise. */
  reread = (change: { reading?: Partial<ReadingChoice>; columns?: ColumnChoice[] }): Promise<void> =>
    this.#run(async () => {
      this.#reading = { ...this.#reading, ...change.reading };
      this.#columns = change.columns ?? this.#columns;
      this.#choices = new Map();
      this.#show(await call('returns_remap', { reading: this.#reading, columns: this.#columns }));
    });

  commit = async (): Promise<ImportDoneView | undefined> => {
    let done: ImportDoneView | undefined;
    await this.#run(async () => {
      done = await call('returns_commit', {
        sha256: this.view?.shape?.sha256 ?? '',
        choices: this.choices,
      });
      this.forget();
    });
    return done;
  };

  forget(): void {
    this.step = 'file';
    this.view = undefined;
    this.error = undefined;
    this.#choices = new Map();
  }

  // ── What the agent decides ──────────────────────────────────────────────

  chosen(row: ReturnImportRow): InvoiceId | undefined {
    return this.#choices.get(row.line);
  }
  /** Accepts a proposal, or gives it up when it was the one chosen. */
  choose(row: ReturnImportRow, invoice: InvoiceId | undefined): void {
    const next = new Map(this.#choices);
    if (invoice === undefined || next.get(row.line) === invoice) next.delete(row.line);
    else next.set(row.line, invoice);
    this.#choices = next;
  }
  get choices(): ReturnChoice[] {
    return [...this.#choices].map(([line, invoice]) => ({ line, invoice }));
  }

  /** Doubtful lines nobody decided: they will wait, and nothing of them is lost. */
  get waiting(): number {
    return (this.view?.counts.to_check ?? 0) - this.#choices.size;
  }
  /** Lines that will become payments. */
  get taken(): number {
    return (this.view?.counts.accepted ?? 0) + this.#choices.size;
  }

  #fresh(): ReadingChoice {
    this.#reading = { encoding: null, separator: null, organisme: null };
    return this.#reading;
  }
  #show(view: ReturnImportView): void {
    this.view = view;
  }
  async #run(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      this.error = CallError.from(thrown);
    } finally {
      this.busy = false;
    }
  }
}
