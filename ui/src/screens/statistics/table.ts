import type { StatisticsRow, StatisticsView } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { formatNumber } from '$lib/text/format';

/** What stands for a number that is not shown. */
export const HIDDEN = 'masqué';

const written = (value: number | null | undefined): string =>
  value === null || value === undefined ? HIDDEN : formatNumber(value);

/** The axes that go down, then the numbers; in the order the core gave, where totals follow what they are made of. */
export function columnsOf(view: StatisticsView): Column<StatisticsRow>[] {
  const heads = view.heads.map((title, at): Column<StatisticsRow> => ({
    id: `axis_${at}`,
    title,
    value: (row) => row.labels[at],
    minWidth: 160,
    fixed: true,
    sticky: at === 0,
    unsortable: true,
  }));
  const numbers = view.columns.map((title, at): Column<StatisticsRow> => ({
    id: `number_${at}`,
    title,
    value: (row) => row.cells[at],
    text: (row) => written(row.cells[at]),
    align: 'end',
    width: 116,
    unsortable: true,
    unsearched: true,
  }));
  return [...heads, ...numbers];
}

export const keyOf = (row: StatisticsRow): string => row.labels.join('\u0000');

export interface Bars {
  axis: string;
  categories: string[];
  /** `null` where the number is hidden. */
  values: (number | null)[];
}

/** The totals of the first axis: what simple bars show. */
export function barsOf(view: StatisticsView): Bars {
  const rows = view.rows.filter(
    ({ labels, is_total }) =>
      (view.heads.length > 1 ? labels[1] === 'Total' : !is_total) && labels[0] !== 'Total',
  );
  return {
    axis: view.heads[0] ?? '',
    categories: rows.map(({ labels }) => labels[0] ?? ''),
    values: rows.map(({ cells }) => cells.at(-1) ?? null),
  };
}

/** So many months back from a day, the latest first: `2026-10`. */
export function monthsBefore(today: string, many: number): string[] {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: many }, (_, back) => {
    const month = last - back;
    return `${Math.trunc(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}
