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
  /** Quieter ink: a column that is read second. */
  quiet?: boolean;
  /** Not searched by the filter of the list. */
  unsearched?: boolean;
}

export function textOf<R>(column: Column<R>, row: R): string {
  return column.text?.(row) ?? String(column.value(row) ?? '');
}

/** Text that a spreadsheet will not take for a formula, on one line. */
function cellText(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@]/.test(flat) ? `'${flat}` : flat;
}

/** Rows as they are seen, to be pasted in a spreadsheet: a line of titles, then one line per row. */
export function toTsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const lines = rows.map((row) => columns.map((column) => cellText(textOf(column, row))).join('\t'));
  return [columns.map((column) => cellText(column.title)).join('\t'), ...lines].join('\r\n');
}
