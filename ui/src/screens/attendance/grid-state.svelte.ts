import type { AttendanceGridView, Brush, PaintTarget } from '$lib/api';

/** A corner of the grid: a row and a column, by their places in the view. */
export interface Corner {
  row: number;
  column: number;
}

export interface Rectangle {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Keys that paint, as printed in the legend. */
export const brushOfKey: Readonly<Record<string, Brush>> = {
  r: 'book',
  p: 'present',
  i: 'unexpected',
  j: 'absent_excused',
  a: 'absent_unexcused',
  x: 'cancel',
  t: 'cancel_late',
  w: 'wait',
  ' ': 'next',
  Delete: 'clear',
  Backspace: 'clear',
};

/** Where the cursor is, what is chosen around it, and what a stroke there means. Knows no colour and calls nobody. */
export class GridState {
  #view = $state.raw<AttendanceGridView>();
  cursor = $state<Corner>({ row: 0, column: 0 });
  /** The other corner of the choice; the cursor itself when a single cell is chosen. */
  anchor = $state<Corner>({ row: 0, column: 0 });

  get view(): AttendanceGridView | undefined {
    return this.#view;
  }
  get rows(): number {
    return this.#view?.rows.length ?? 0;
  }
  get columns(): number {
    return this.#view?.columns.length ?? 0;
  }

  readonly chosen: Rectangle = $derived.by(() => ({
    top: Math.min(this.cursor.row, this.anchor.row),
    bottom: Math.max(this.cursor.row, this.anchor.row),
    left: Math.min(this.cursor.column, this.anchor.column),
    right: Math.max(this.cursor.column, this.anchor.column),
  }));

  /** More than one cell. */
  get extended(): boolean {
    const { top, bottom, left, right } = this.chosen;
    return top !== bottom || left !== right;
  }

  /** Takes the core's answer. The cursor keeps its child and its column when they are still there. */
  show(view: AttendanceGridView): void {
    const before = this.#view;
    const child = before?.rows[this.cursor.row]?.child_id;
    this.#view = view;
    if (!before || before.from !== view.from || before.to !== view.to || before.title !== view.title) {
      const today = view.days.find((day) => day.day === view.today);
      this.#put({ row: 0, column: today?.first_column ?? 0 });
      return;
    }
    const row = view.rows.findIndex((one) => one.child_id === child);
    if (row < 0 || row !== this.cursor.row) this.#put({ row: Math.max(0, row), column: this.cursor.column });
  }

  has(row: number, column: number): boolean {
    const { top, bottom, left, right } = this.chosen;
    return row >= top && row <= bottom && column >= left && column <= right;
  }

  /** Moves by so many rows and columns; `extend` leaves the other corner where it was. */
  move(rows: number, columns: number, extend = false): void {
    this.go({ row: this.cursor.row + rows, column: this.cursor.column + columns }, extend);
  }

  go(to: Corner, extend = false): void {
    const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
    this.cursor = { row: clamp(to.row, this.rows), column: clamp(to.column, this.columns) };
    if (!extend) this.anchor = { ...this.cursor };
  }

  /** First or last column, row, or corner of the grid. */
  goEnd(direction: 'start' | 'end', { everything = false, extend = false } = {}): void {
    const column = direction === 'start' ? 0 : this.columns - 1;
    const row = !everything ? this.cursor.row : direction === 'start' ? 0 : this.rows - 1;
    this.go({ row, column }, extend);
  }

  /** The first column of the day before or after. */
  moveDay(step: number, extend = false): void {
    const view = this.#view;
    const here = view?.columns[this.cursor.column];
    const day = here && view.days[Math.max(0, Math.min(view.days.length - 1, here.day + step))];
    if (day) this.go({ row: this.cursor.row, column: day.first_column }, extend);
  }

  /** Nothing but the cursor is chosen any more. */
  collapse(): void {
    this.anchor = { ...this.cursor };
  }

  #put(to: Corner): void {
    this.cursor = to;
    this.anchor = { ...to };
  }

  /** What a stroke on the choice is aimed at: one cell must be able to take it, a rectangle leaves the others alone. */
  target(): PaintTarget | undefined {
    const view = this.#view;
    if (!view || view.rows.length === 0 || view.columns.length === 0) return undefined;
    const { top, bottom, left, right } = this.chosen;
    const columns = view.columns.slice(left, right + 1).map((column) => ({
      day: view.days[column.day]?.day ?? '',
      unit: view.units[column.unit]?.id ?? '',
    }));
    const children = view.rows.slice(top, bottom + 1).map((row) => row.child_id);
    const [child] = children;
    const [column] = columns;
    if (!child || !column) return undefined;
    if (children.length === 1 && columns.length === 1)
      return { kind: 'cells', cells: [{ child, ...column }] };
    return { kind: 'rectangle', children, columns };
  }

  /** « 36 cases », « 4 enfants, 3 jours ». */
  get counts(): { cells: number; children: number; days: number } {
    const view = this.#view;
    const { top, bottom, left, right } = this.chosen;
    const days = new Set(view?.columns.slice(left, right + 1).map((column) => column.day));
    return {
      cells: (bottom - top + 1) * (right - left + 1),
      children: bottom - top + 1,
      days: days.size,
    };
  }

  /** The day under the cursor. */
  /** The activity of the unit under the cursor. */
  get activity(): string | undefined {
    const view = this.#view;
    const column = view?.columns[this.cursor.column];
    return column && view.units[column.unit]?.activity_id;
  }
  get day(): AttendanceGridView['days'][number] | undefined {
    const view = this.#view;
    const column = view?.columns[this.cursor.column];
    return column && view.days[column.day];
  }
}
