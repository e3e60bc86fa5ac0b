import {
  CallError,
  type ColumnChoice,
  type FileShapeView,
  type GivenFile,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type ReadingChoice,
} from '$lib/api';

/** What every preview of a file says. */
interface Previewed {
  cancelled: boolean;
  shape: FileShapeView | null;
}

/** From its choice to what would become of its rows; screens add what comes after. */
export type ImportStep = 'file' | 'columns' | 'preview';

const found = (): ReadingChoice => ({ encoding: null, separator: null, organisme: null });

/** One file being taken, on this window. The core holds the file; this holds how it is read and what the agent decides of it. */
export abstract class ImportFile<V extends Previewed, Later extends string = never> {
  step = $state<ImportStep | Later>('file');
  view = $state.raw<V>();
  error = $state.raw<CallError>();
  busy = $state(false);
  reading = $state.raw<ReadingChoice>(found());
  #columns: ColumnChoice[] = [];

  protected abstract preview(request: ImportPreviewRequest): Promise<V>;
  protected abstract remap(request: ImportRemapRequest): Promise<V>;
  /** Drops what was decided of the lines: read otherwise, they may not be the same. */
  protected abstract undecide(): void;

  get shape(): FileShapeView | undefined {
    return this.view?.shape ?? undefined;
  }
  get mapped(): boolean {
    return this.shape?.missing.length === 0;
  }
  /** Nothing of its form is left to say: its rows can be shown at once. */
  protected get clear(): boolean {
    return this.mapped && this.shape?.encoding_certain === true;
  }
  get recognised(): number {
    return this.shape?.columns.filter((one) => one.column !== null).length ?? 0;
  }

  /** Reads the file dropped on the window, or the one the agent chooses. */
  open = (given: GivenFile | null = null): Promise<void> =>
    this.run(async () => {
      const reading = found();
      const view = await this.preview({ file: given, reading });
      if (view.cancelled) return;
      this.forget();
      this.reading = reading;
      this.view = view;
      this.step = this.clear ? 'preview' : 'columns';
    });

  /** Reads the same file again, otherwise. */
  reread = (change: { reading?: Partial<ReadingChoice>; columns?: ColumnChoice[] }): Promise<void> =>
    this.run(async () => {
      this.reading = { ...this.reading, ...change.reading };
      this.#columns = change.columns ?? this.#columns;
      this.undecide();
      this.view = await this.remap({ reading: this.reading, columns: this.#columns });
    });

  forget(): void {
    this.step = 'file';
    this.view = undefined;
    this.error = undefined;
    this.#columns = [];
    this.undecide();
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
