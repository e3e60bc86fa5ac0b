import { folded } from '$lib/text/format';
import { settings } from '$lib/shell/settings.svelte';
import { type Column, textOf, toTsv } from './columns';

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base', ignorePunctuation: true });

/** What one press of a key adds to a column. */
const WIDTH_STEP = 24;

export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

export interface TableOptions<R> {
  /** Names the list: its columns and widths are kept with the agent, its order and filter until the lock. */
  name?: string;
  rows: () => readonly R[];
  key: (row: R) => string;
  columns: Column<R>[];
  sort?: Sort;
  /** Rows under a heading; groups come in the order of `order`, the sort applies inside each. */
  group?: { of: (row: R) => string; order?: readonly string[] };
  /** A row that is read here and leaves in no copy and in no file: of health (O05). */
  stays?: (row: R) => boolean;
  /**
   * The rows are an answer of the core as it came, and what the columns sort by is read in the row alone: put in order once, they stay so
   * for as long as the answer is remembered.
   */
  asAnswered?: boolean;
}

/** Rows in the order they are seen in, and the place of each by its key. */
interface Ordered<R> {
  rows: readonly R[];
  places: ReadonlyMap<string, number>;
}

/** Of each answer, the order it was last put in. Held by the answer: forgotten with it. */
const lastOrder = new WeakMap<readonly unknown[], { sort: Sort | undefined; ordered: Ordered<unknown> }>();

interface Left {
  sort: Sort | undefined;
  filter: string;
  current: string | undefined;
}

/** How each named list was left, so that « back » finds it again. In memory only: a filter may be somebody's name. */
const left = new Map<string, Left>();

/** The vault is closed. */
export function forgetLists(): void {
  left.clear();
}

/**
 * A list: what is seen of it, in what order, where the cursor is, what is chosen. The order and the filter are the
 * window's own; totals shown come from the rows or from the core.
 */
export class TableState<R> {
  readonly options: TableOptions<R>;
  sort = $state.raw<Sort | undefined>();
  filter = $state('');
  /** A predicate the screen adds: a saved view, a state. */
  where = $state.raw<((row: R) => boolean) | undefined>();
  /** Key of the current row. */
  current = $state<string>();
  /** The cell under the cursor, when someone walks across; −1 is the row as a whole. */
  cell = $state(-1);
  /** Key of the row opened in place. */
  expanded = $state<string>();
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #anchor: string | undefined;
  #local = $state<{ hidden?: string[]; widths: Record<string, number> }>({ widths: {} });

  constructor(options: TableOptions<R>) {
    this.options = options;
    const before = options.name === undefined ? undefined : left.get(options.name);
    this.sort = before?.sort ?? options.sort;
    this.filter = before?.filter ?? '';
    this.current = before?.current;
  }

  /** The list goes off the screen: remember how it was. */
  leave(): void {
    if (this.options.name === undefined) return;
    left.set(this.options.name, { sort: this.sort, filter: this.filter, current: this.current });
  }

  // ── Columns ─────────────────────────────────────────────────────────────

  get #kept(): { hidden: string[]; widths: Record<string, number> } {
    const byDefault = this.options.columns.filter((column) => column.optional).map((column) => column.id);
    const name = this.options.name;
    const kept = name ? settings.list(name) : this.#local;
    return { hidden: kept?.hidden ?? byDefault, widths: kept?.widths ?? {} };
  }
  #keep(change: { hidden?: string[]; widths?: Record<string, number> }): void {
    const next = { ...this.#kept, ...change };
    if (this.options.name) settings.setList(this.options.name, next);
    else this.#local = next;
  }

  readonly columns = $derived.by(() => {
    const hidden = this.#kept.hidden;
    return this.options.columns.filter((column) => column.fixed || !hidden.includes(column.id));
  });
  isShown(column: Column<R>): boolean {
    return this.columns.includes(column);
  }
  toggleColumn(id: string): void {
    const hidden = this.#kept.hidden;
    this.#keep({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
  }
  widthOf(column: Column<R>): number | undefined {
    return this.#kept.widths[column.id] ?? column.width;
  }
  setWidth(id: string, width: number): void {
    const least = this.options.columns.find((column) => column.id === id)?.minWidth ?? 48;
    this.#keep({ widths: { ...this.#kept.widths, [id]: Math.max(least, Math.round(width)) } });
  }
  /** One step wider (1) or narrower (−1), for those who have no mouse to drag an edge with. */
  widen(id: string, by: 1 | -1): void {
    const column = this.options.columns.find((one) => one.id === id);
    if (column) this.setWidth(id, (this.widthOf(column) ?? column.minWidth ?? 160) + by * WIDTH_STEP);
  }

  // ── Rows ────────────────────────────────────────────────────────────────

  /** Each row's searched text, folded once per set of rows. */
  readonly #searched = $derived.by(() => {
    const searched = this.options.columns.filter((column) => !column.unsearched);
    return new Map(
      this.options
        .rows()
        .map((row) => [row, folded(searched.map((column) => textOf(column, row)).join(' '))]),
    );
  });

  readonly #ordered: Ordered<R> = $derived.by(() => {
    const answer = this.options.rows();
    const whole = this.options.asAnswered && !this.where && !this.filter.trim();
    const last = whole ? lastOrder.get(answer) : undefined;
    if (last && last.sort?.column === this.sort?.column && last.sort?.direction === this.sort?.direction)
      return last.ordered as Ordered<R>;
    const rows = this.#inOrder(answer);
    const ordered = { rows, places: new Map(rows.map((row, at) => [this.options.key(row), at])) };
    if (whole) lastOrder.set(answer, { sort: this.sort, ordered });
    return ordered;
  });
  readonly rows: readonly R[] = $derived(this.#ordered.rows);

  #inOrder(answer: readonly R[]): readonly R[] {
    const words = folded(this.filter).split(' ').filter(Boolean);
    const where = this.where;
    let seen = [...answer];
    if (where) seen = seen.filter(where);
    if (words.length > 0) {
      const searched = this.#searched;
      seen = seen.filter((row) => words.every((word) => searched.get(row)?.includes(word)));
    }
    const column = this.options.columns.find((one) => one.id === this.sort?.column);
    if (column) {
      const sign = this.sort?.direction === 'descending' ? -1 : 1;
      seen.sort((a, b) => compare(column.value(a), column.value(b), sign));
    }
    const group = this.options.group;
    if (group) {
      const order = group.order ?? [];
      const rank = (row: R): number => {
        const at = order.indexOf(group.of(row));
        return at < 0 ? order.length : at;
      };
      // Stable: inside a group the order above stays.
      seen.sort(
        (a, b) => rank(a) - rank(b) || (order.length ? 0 : collator.compare(group.of(a), group.of(b))),
      );
    }
    return seen;
  }

  placeOf(key: string | undefined): number {
    return key === undefined ? -1 : (this.#ordered.places.get(key) ?? -1);
  }
  get currentPlace(): number {
    return this.placeOf(this.current);
  }
  get currentRow(): R | undefined {
    return this.rows[this.currentPlace];
  }

  sortBy(id: string): void {
    const column = this.options.columns.find((one) => one.id === id);
    if (!column || column.unsortable) return;
    const same = this.sort?.column === id;
    this.sort = {
      column: id,
      direction: same && this.sort?.direction === 'ascending' ? 'descending' : 'ascending',
    };
  }

  /** The column under the cursor; on the row as a whole, the one that names it. */
  get columnHere(): Column<R> | undefined {
    return this.columns[Math.max(0, this.cell)];
  }

  // ── Cursor ──────────────────────────────────────────────────────────────

  /** Moves the cursor; with `extend`, what it passes over is chosen from where the choice began. */
  moveTo(place: number, { extend = false } = {}): void {
    const row = this.rows[Math.max(0, Math.min(place, this.rows.length - 1))];
    if (!row) return;
    const key = this.options.key(row);
    if (extend) {
      this.#anchor ??= this.current ?? key;
      this.#chooseRange(this.#anchor, key);
    } else this.#anchor = undefined;
    this.current = key;
  }
  moveBy(by: number, options?: { extend?: boolean }): void {
    const from = this.currentPlace;
    this.moveTo(from < 0 ? (by > 0 ? 0 : this.rows.length - 1) : from + by, options);
  }
  moveCell(by: number): void {
    this.cell = Math.max(-1, Math.min(this.columns.length - 1, this.cell + by));
  }

  // ── Choice ──────────────────────────────────────────────────────────────

  /** Chosen among the rows that are seen: what the filter hides is never acted upon. */
  readonly chosen: readonly R[] = $derived(
    this.#chosen.size === 0 ? [] : this.rows.filter((row) => this.#chosen.has(this.options.key(row))),
  );

  isChosen(row: R): boolean {
    return this.#chosen.has(this.options.key(row));
  }
  get allChosen(): boolean | 'some' {
    if (this.chosen.length === 0) return false;
    return this.chosen.length === this.rows.length ? true : 'some';
  }
  toggle(row: R): void {
    const key = this.options.key(row);
    const next = new Set(this.#chosen);
    if (!next.delete(key)) next.add(key);
    this.#chosen = next;
    this.#anchor = key;
  }
  toggleAll(): void {
    this.#chosen = this.allChosen === true ? new Set() : new Set(this.rows.map(this.options.key));
  }
  chooseNone(): void {
    this.#chosen = new Set();
    this.#anchor = undefined;
  }
  /** Maj+click: everything from where the choice began. */
  extendTo(row: R): void {
    const key = this.options.key(row);
    this.#anchor ??= this.current ?? key;
    this.#chooseRange(this.#anchor, key);
    this.current = key;
  }
  #chooseRange(from: string, to: string): void {
    const [a, b] = [this.placeOf(from), this.placeOf(to)].sort((x, y) => x - y) as [number, number];
    this.#chosen = new Set(this.rows.slice(Math.max(0, a), b + 1).map(this.options.key));
  }

  // ── Out ─────────────────────────────────────────────────────────────────

  /** The chosen rows, or all that are seen when none is. */
  get taken(): readonly R[] {
    return this.chosen.length > 0 ? this.chosen : this.rows;
  }
  /** What of it may leave. */
  get #leaving(): readonly R[] {
    const { stays } = this.options;
    return stays ? this.taken.filter((row) => !stays(row)) : this.taken;
  }
  toTsv(): string {
    const columns = this.columns.filter((column) => !column.ofHealth);
    return toTsv(columns, this.#leaving);
  }
  /** What is seen and may leave, for an export written by the core: titles and texts, in the order of the screen. */
  seen(): { titles: string[]; rows: string[][] } {
    const columns = this.columns.filter((column) => !column.ofHealth);
    return {
      titles: columns.map((column) => column.title),
      rows: this.#leaving.map((row) => columns.map((column) => textOf(column, row))),
    };
  }
}

/** Empty values last, whatever the direction. */
function compare(
  a: string | number | null | undefined,
  b: string | number | null | undefined,
  sign: 1 | -1,
): number {
  const none = (value: unknown): boolean => value === null || value === undefined || value === '';
  if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}
