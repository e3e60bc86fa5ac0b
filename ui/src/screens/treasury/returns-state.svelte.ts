import {
  type ImportDoneView,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type InvoiceId,
  type ReturnChoice,
  type ReturnImportRow,
  type ReturnImportView,
  call,
} from '$lib/api';
import { ImportFile } from '$lib/import/import-file.svelte';

/** One file of the treasury, from its choice to its batch. */
export class ReturnImport extends ImportFile<ReturnImportView> {
  /** The invoice chosen for each doubtful line. */
  #choices = $state.raw<ReadonlyMap<number, InvoiceId>>(new Map());

  protected preview(request: ImportPreviewRequest): Promise<ReturnImportView> {
    return call('returns_preview', request);
  }
  protected remap(request: ImportRemapRequest): Promise<ReturnImportView> {
    return call('returns_remap', request);
  }
  protected undecide(): void {
    this.#choices = new Map();
  }

  get rows(): readonly ReturnImportRow[] {
    return this.view?.rows ?? [];
  }

  commit = async (): Promise<ImportDoneView | undefined> => {
    let done: ImportDoneView | undefined;
    await this.run(async () => {
      done = await call('returns_commit', {
        sha256: this.shape?.sha256 ?? '',
        choices: this.choices,
      });
      this.forget();
    });
    return done;
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
  /** Lines that will become payments. */
  get taken(): number {
    return (this.view?.counts.accepted ?? 0) + this.#choices.size;
  }
}
