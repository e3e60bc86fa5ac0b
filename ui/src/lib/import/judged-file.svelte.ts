import type {
  CellCorrectRequest,
  FileShapeView,
  ImportBatchRow,
  ImportCounts,
  JobView,
  SavedFileView,
} from '$lib/api';
import { ImportFile } from './import-file.svelte';
import { type FileField, type JudgedRow, fieldsOf, isFaulty, linesAround } from './rows';

/** What every preview says of the rows of a file. */
interface Judged<R extends JudgedRow> {
  cancelled: boolean;
  shape: FileShapeView | null;
  counts: ImportCounts;
  rows: R[];
}

/** What taking a file answers. */
interface Taken {
  batch: ImportBatchRow;
  /** Passed over because an earlier file had them. */
  already_taken: number;
}

/** What the agent asks to take: the file as it was read, and the lines they agree to. */
export interface Asked {
  reading: string;
  accepted_lines: number[];
}

/** A file judged row by row: what is in doubt is agreed to, what is wrong is corrected in place, all of it tried before it is taken. */
export abstract class JudgedFile<
  V extends Judged<R>,
  R extends JudgedRow,
  T = unknown,
  D extends Taken = Taken,
> extends ImportFile<V, 'trial' | 'done'> {
  /** What taking the file would change. */
  trial = $state.raw<T>();
  done = $state.raw<D>();
  /** Lines to be looked at that the agent agrees to. */
  #agreed = $state.raw<ReadonlySet<number>>(new Set());
  #corrected = $state(0);

  readonly rows: readonly R[] = $derived(this.view?.rows ?? []);
  readonly fields: readonly FileField[] = $derived(this.readFields());
  readonly #doubtful: readonly R[] = $derived(this.rows.filter((row) => row.state === 'to_check'));
  readonly #around: ReadonlySet<number> = $derived(linesAround(this.rows));

  /** Whether a column of the file feeds a field. */
  feeds(field: string): boolean {
    return this.fields.some((one) => one.field === field);
  }
  protected abstract judgeAgain(request: CellCorrectRequest): Promise<JobView>;
  protected abstract tryIt(asked: Asked): Promise<JobView>;
  protected abstract record(asked: Asked): Promise<D | undefined>;
  protected abstract rejected(): Promise<SavedFileView>;

  /** What the cells of a row are, in their order. */
  protected readFields(): FileField[] {
    return this.shape ? fieldsOf(this.shape) : [];
  }
  protected undecide(): void {
    this.#agreed = new Set();
    this.#corrected = 0;
    this.trial = undefined;
    this.done = undefined;
  }

  // ── What the agent decides ──────────────────────────────────────────────

  agrees(row: JudgedRow): boolean {
    return this.#agreed.has(row.line);
  }
  /** Agrees to a line to be looked at, or gives it up again. */
  decide(row: JudgedRow): void {
    if (row.state !== 'to_check') return;
    const next = new Set(this.#agreed);
    if (!next.delete(row.line)) next.add(row.line);
    this.#agreed = next;
  }
  /** Types something else instead of a cell; the core judges every line again. */
  correct = (row: JudgedRow, field: string, value: string): Promise<void> =>
    this.run(async () => {
      const judged = this.judgeAgain({ line: row.line, field, value });
      const view = await this.follow<V>(judged);
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
    return (this.view?.counts.accepted ?? 0) + this.#doubtful.filter((row) => this.agrees(row)).length;
  }
  /** Lines to be looked at that nobody agreed to: they are set aside. */
  get aside(): number {
    return this.#doubtful.filter((row) => !this.agrees(row)).length;
  }
  get refused(): number {
    return this.view?.counts.refused ?? 0;
  }

  // ── Where to look ───────────────────────────────────────────────────────

  /** A line in doubt or refused, or next to one: a mistake is read with its neighbours. */
  isAround(row: JudgedRow): boolean {
    return this.#around.has(row.line);
  }
  /** The next line at fault among those listed, from this one on, and round again. */
  nextFault(listed: readonly R[], from: number | undefined, by: 1 | -1): R | undefined {
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
      const tried = await this.follow<T>(this.tryIt(this.#asked), 'Essai à blanc');
      if (!tried) return;
      this.trial = tried;
      this.step = 'trial';
    });

  commit = async (): Promise<D | undefined> => {
    await this.run(async () => {
      const done = await this.record(this.#asked);
      if (!done) return;
      this.done = done;
      this.step = 'done';
    });
    return this.done;
  };

  /** The refused lines, in the form of the file, with a last column that says why. */
  saveRefused = async (): Promise<SavedFileView | undefined> => {
    let saved: SavedFileView | undefined;
    await this.run(async () => {
      saved = await this.rejected();
    });
    return saved;
  };

  get #asked(): Asked {
    return { reading: this.shape?.reading ?? '', accepted_lines: this.agreed };
  }
}
