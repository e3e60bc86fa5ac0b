import { formatCents, formatNumber } from '$lib/text/format';

/** One column of a list: what it says, what it is worth, how it is set. Pure, so that a screen tests it apart. */
export interface Column<R> {
  id: string;
  title: string;
  /** What it sorts by, and what is copied when `text` is absent. */
  value: (row: R) => string | number | null | undefined;
  /** What is shown and copied; by default the value. */
  text?: (row: R) => string;
  /** Amounts and counts to the right, tabular. */
  align?: 'start' | 'end';
  /** Pixels; the columns without one share the rest. */
  width?: number;
  minWidth?: number;
  /** Cannot be sorted by: an action, a note. */
  unsortable?: boolean;
  /** Stays when scrolling sideways; the first column only. */
  sticky?: boolean;
  /** Hidden until chosen. */
  optional?: boolean;
  /** Cannot be hidden: what names the row. */
  fixed?: boolean;
  /** At the foot, computed on the rows that are seen. */
  total?: (rows: readonly R[]) => string;
  /** Its total is money: said of what is chosen. */
  money?: boolean;
  /** Quieter ink: a column that is read second. */
  quiet?: boolean;
  /** Not searched by the filter of the list. */
  unsearched?: boolean;
  /** Of health: it stays in the window, no file takes it (O05). */
  ofHealth?: boolean;
}

export function textOf<R>(column: Column<R>, row: R): string {
  return column.text?.(row) ?? String(column.value(row) ?? '');
}

/** A head that names nothing on the screen: « (Action) ». */
export const isUntitled = <R>({ title }: Column<R>): boolean => title.startsWith('(');

/** A figure as we or a spreadsheet write it: −12,50 €, -3, +4 %. */
const figure = /^[+-]?\d[\d\u00a0\u202f]*([.,]\d+)?([\u00a0\u202f ]?[€%])?$/;

/** Text that a spreadsheet will not take for a formula, on one line; figures stay figures. */
function cellText(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@\t\r]/.test(text) && !figure.test(flat) ? `'${flat}` : flat;
}

/** Rows as they are seen, to be pasted in a spreadsheet: a line of titles, then one line per row. */
export function toTsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const lines = rows.map((row) => columns.map((column) => cellText(textOf(column, row))).join('\t'));
  return [columns.map((column) => cellText(column.title)).join('\t'), ...lines].join('\r\n');
}

type Figures<R> = (row: R) => number | null;

function summed<R>(rows: readonly R[], of: Figures<R>): number {
  return rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
}

/** Amounts in cents: to the right, empty when there is none, summed at the foot. */
export function centsColumn<R>(
  id: string,
  title: string,
  of: Figures<R>,
  { sign, ...rest }: Partial<Column<R>> & { sign?: boolean } = {},
): Column<R> {
  const write = (cents: number): string => formatCents(cents, { sign });
  return {
    id,
    title,
    value: of,
    text: (row) => {
      const cents = of(row);
      return cents === null ? '' : write(cents);
    },
    align: 'end',
    width: 120,
    total: (rows) => write(summed(rows, of)),
    money: true,
    ...rest,
  };
}

/** Counts: to the right, empty when there is none, summed at the foot. */
export function countColumn<R>(
  id: string,
  title: string,
  of: Figures<R>,
  rest: Partial<Column<R>> = {},
): Column<R> {
  return {
    id,
    title,
    value: of,
    text: (row) => {
      const count = of(row);
      return count === null ? '' : formatNumber(count);
    },
    align: 'end',
    width: 96,
    unsearched: true,
    total: (rows) => formatNumber(summed(rows, of)),
    ...rest,
  };
}
