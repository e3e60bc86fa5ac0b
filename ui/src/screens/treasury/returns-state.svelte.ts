import {
  type ImportDoneView,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type InvoiceId,
  type JobView,
  type ReturnChoice,
  type ReturnImportRow,
  type ReturnImportView,
  type SavedFileView,
  call,
} from '$lib/api';
import { ImportFile } from '$lib/import/import-file.svelte';

/** One file of the treasury, from its choice to its batch. */
export class ReturnImport extends ImportFile<ReturnImportView, 'done'> {
  readonly reads = 'Lecture du retour';
  /** What was taken, while refused lines are left to be kept. */
  done = $state.raw<ImportDoneView>();
  /** The invoice chosen for each doubtful line. */
  #choices = $state.raw<ReadonlyMap<number, InvoiceId>>(new Map());

  protected preview(request: ImportPreviewRequest): Promise<JobView> {
    return call('returns_preview', request);
  }
  protected remap(request: ImportRemapRequest): Promise<JobView> {
    return call('returns_remap', request);
  }
  protected held(): Promise<ReturnImportView> {
    return call('returns_show', {});
  }
  protected undecide(): void {
    this.#choices = new Map();
    this.done = undefined;
  }

  get rows(): readonly ReturnImportRow[] {
    return this.view?.rows ?? [];
  }

  commit = async (): Promise<ImportDoneView | undefined> => {
    let done: ImportDoneView | undefined;
    await this.run(async () => {
      done = await call('returns_commit', {
        reading: this.shape?.reading ?? '',
        choices: this.choices,
      });
      if (done.batch.refused > 0) {
        this.done = done;
        this.step = 'done';
      } else this.forget();
    });
    return done;
  };

  /** The lines that cannot be read, in the form of the file, with a last column that says why. */
  saveRefused = async (): Promise<SavedFileView | undefined> => {
    let saved: SavedFileView | undefined;
    await this.run(async () => {
      saved = await call('returns_rejected_file', {});
    });
    return saved;
  };

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
  /** Lines that will be taken. */
  get taken(): number {
    return (this.view?.counts.accepted ?? 0) + this.#choices.size;
  }
  /** Among them, those that only say where a titre stands. */
  get news(): number {
    return this.rows.filter(
      (row) => row.is_information && (row.state === 'accepted' || this.#choices.has(row.line)),
    ).length;
  }
  get refused(): number {
    return this.view?.counts.refused ?? 0;
  }
}
