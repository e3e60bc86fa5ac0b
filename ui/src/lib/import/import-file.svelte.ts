import {
  CallError,
  type ColumnChoice,
  type FileShapeView,
  type GivenFile,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type JobView,
  type ReadingChoice,
} from '$lib/api';
import { jobs } from '$lib/shell/jobs.svelte';

/** What every preview of a file says. */
interface Previewed {
  cancelled: boolean;
  shape: FileShapeView | null;
}

/** From its choice to what would become of its rows; screens add what comes after. */
export type ImportStep = 'file' | 'columns' | 'preview';

const found = (): ReadingChoice => ({ encoding: null, separator: null, organisme: null });

/** Files given up on this window: the core still holds the last one, and nobody wants to see it again. */
const givenUp = new Set<string>();

/** One file being taken, on this window. The core holds the file; this holds how it is read and what the agent decides of it. */
export abstract class ImportFile<V extends Previewed, Later extends string = never> {
  step = $state<ImportStep | Later>('file');
  view = $state.raw<V>();
  error = $state.raw<CallError>();
  busy = $state(false);
  /** The job under way, to show its line. */
  job = $state<string>();
  /** What that job does, as its line says it. */
  doing = $state('');
  reading = $state.raw<ReadingChoice>(found());
  #columns: ColumnChoice[] = [];

  /** What its line is called while it is read: « Lecture du retour ». */
  abstract readonly reads: string;
  protected abstract preview(request: ImportPreviewRequest): Promise<JobView>;
  protected abstract remap(request: ImportRemapRequest): Promise<JobView>;
  /** The file the core holds, as it was read. */
  protected abstract held(): Promise<V>;
  /** Drops what was decided of the lines: read otherwise, they may not be the same. */
  protected abstract undecide(): void;

  get shape(): FileShapeView | undefined {
    return this.view?.shape ?? undefined;
  }
  get mapped(): boolean {
    return this.shape?.missing.length === 0;
  }
  /** Nothing of its form is left to say, by the agent or to them: its rows can be shown at once. */
  protected get clear(): boolean {
    return this.mapped && this.shape?.encoding_certain === true && this.shape.refused.length === 0;
  }
  get recognised(): number {
    return this.shape?.columns.filter((one) => one.column !== null).length ?? 0;
  }

  /** Reads the file dropped on the window, or the one the agent chooses. */
  open = (given: GivenFile | null = null, beside: GivenFile[] = []): Promise<void> =>
    this.run(async () => {
      const reading = found();
      const view = await this.follow<V>(this.preview({ file: given, beside, reading }));
      if (!view || view.cancelled) return;
      this.forget();
      this.reading = reading;
      this.take(view);
    });

  /** Shows the file that was read while the agent was elsewhere, when there is one. */
  resume = async (): Promise<void> => {
    if (this.view || this.busy) return;
    const view = await this.held().catch(() => undefined);
    if (view?.shape && !givenUp.has(view.shape.sha256) && !this.view && !this.busy) this.take(view);
  };

  private take(view: V): void {
    if (view.shape) givenUp.delete(view.shape.sha256);
    this.view = view;
    this.step = this.clear ? 'preview' : 'columns';
  }

  /** Reads the same file again, otherwise. */
  reread = (change: {
    reading?: Partial<ReadingChoice>;
    columns?: ColumnChoice[];
    /** What opens the sealed values of a product: sent once, kept nowhere. */
    source_key?: string;
  }): Promise<void> =>
    this.run(async () => {
      const reading = { ...this.reading, ...change.reading };
      const columns = change.columns ?? this.#columns;
      const view = await this.follow<V>(this.remap({ reading, columns, source_key: change.source_key }));
      if (!view) return;
      this.reading = reading;
      this.#columns = columns;
      this.undecide();
      this.view = view;
    });

  cancel = async (): Promise<void> => {
    if (this.job) await jobs.cancel(this.job);
  };

  forget(): void {
    if (this.shape) givenUp.add(this.shape.sha256);
    this.step = 'file';
    this.view = undefined;
    this.error = undefined;
    this.#columns = [];
    this.undecide();
  }

  /** Waits for long work, its line shown meanwhile; nothing when the agent gave up. */
  protected async follow<R>(started: Promise<JobView>, title = this.reads): Promise<R | undefined> {
    const { id } = await started;
    this.doing = title;
    this.job = id;
    try {
      return await jobs.follow<R>(id, title);
    } finally {
      this.job = undefined;
    }
  }

  /** One thing at a time; a refusal is kept to be shown. */
  protected async run(work: () => Promise<void>): Promise<void> {
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
