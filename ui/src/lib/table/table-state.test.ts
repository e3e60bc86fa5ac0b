import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { type Column, toTsv } from './columns';
import { TableState, forgetLists } from './table-state.svelte';
import { FIRST_FRAME, sliceOf } from './window';

interface Family {
  id: string;
  name: string;
  quotient: number | null;
  due: number;
}

const families: Family[] = [
  { id: '1', name: 'Šimić', quotient: 688, due: 0 },
  { id: '2', name: 'd’Estienne', quotient: null, due: 12480 },
  { id: '3', name: 'Le Goff', quotient: 742, due: 6840 },
  { id: '4', name: 'El Idrissi', quotient: 1204, due: 31240 },
];
const columns: Column<Family>[] = [
  { id: 'name', title: 'Famille', value: (f) => f.name, fixed: true },
  { id: 'quotient', title: 'Quotient', value: (f) => f.quotient, align: 'end' },
  { id: 'due', title: 'Reste', value: (f) => f.due, text: (f) => `${f.due} c`, unsearched: true },
  { id: 'id', title: 'Numéro', value: (f) => f.id, optional: true },
];

const list = (options: Partial<ConstructorParameters<typeof TableState<Family>>[0]> = {}) =>
  new TableState<Family>({ rows: () => families, key: (f) => f.id, columns, ...options });
const names = (table: TableState<Family>) => table.rows.map((f) => f.name);

describe('order', () => {
  it('follows French letters, not code points', () => {
    const table = list({ sort: { column: 'name', direction: 'ascending' } });
    expect(names(table)).toEqual(['d’Estienne', 'El Idrissi', 'Le Goff', 'Šimić']);
    table.sortBy('name');
    expect(names(table)[0]).toBe('Šimić');
  });
  it('puts what is empty last, both ways', () => {
    const table = list({ sort: { column: 'quotient', direction: 'ascending' } });
    expect(names(table).at(-1)).toBe('d’Estienne');
    table.sortBy('quotient');
    expect(names(table)).toEqual(['El Idrissi', 'Le Goff', 'Šimić', 'd’Estienne']);
  });
  it('keeps groups in their order and sorts inside', () => {
    const table = list({
      sort: { column: 'name', direction: 'ascending' },
      group: { of: (f) => (f.due > 0 ? 'Doivent' : 'À jour'), order: ['Doivent', 'À jour'] },
    });
    expect(names(table)).toEqual(['d’Estienne', 'El Idrissi', 'Le Goff', 'Šimić']);
  });
});

describe('an answer put in order', () => {
  const asAnswered = (rows: readonly Family[]) => {
    let read = 0;
    const counted = columns.map((column) => ({
      ...column,
      value: (f: Family) => ((read += 1), column.value(f)),
    }));
    const table = list({
      asAnswered: true,
      rows: () => rows,
      columns: counted,
      sort: { column: 'name', direction: 'ascending' },
    });
    return { table, read: () => read };
  };
  it('is not put in order again when the list is opened again', () => {
    const answer = [...families];
    const before = names(asAnswered(answer).table);
    const { table, read } = asAnswered(answer);
    expect(names(table)).toEqual(before);
    expect(table.placeOf('3')).toBe(2);
    expect(read()).toBe(0);
  });
  it('is when its order changes, when it is filtered, when another answer comes', () => {
    const answer = [...families];
    void asAnswered(answer).table.rows;
    const { table } = asAnswered(answer);
    table.sortBy('due');
    expect(names(table)).toEqual(['Šimić', 'Le Goff', 'd’Estienne', 'El Idrissi']);
    table.filter = 'goff';
    expect(names(table)).toEqual(['Le Goff']);
    table.filter = '';
    table.where = (f) => f.due > 10_000;
    expect(names(table)).toEqual(['d’Estienne', 'El Idrissi']);
    expect(table.placeOf('3')).toBe(-1);
    expect(names(asAnswered(families.slice(2)).table)).toEqual(['El Idrissi', 'Le Goff']);
  });
});

describe('filter', () => {
  it('ignores accents, case and the order of words', () => {
    const table = list();
    table.filter = 'SIMIC';
    expect(names(table)).toEqual(['Šimić']);
    table.filter = 'goff le';
    expect(names(table)).toEqual(['Le Goff']);
    table.filter = '12480';
    expect(names(table)).toEqual([]);
  });
});

describe('choice', () => {
  it('extends from where it began, both ways', () => {
    const table = list();
    table.moveTo(1);
    table.moveBy(1, { extend: true });
    table.moveBy(1, { extend: true });
    expect(table.chosen.map((f) => f.id)).toEqual(['2', '3', '4']);
    table.moveBy(-2, { extend: true });
    table.moveBy(-1, { extend: true });
    expect(table.chosen.map((f) => f.id)).toEqual(['1', '2']);
  });
  it('never acts on what the filter hides', () => {
    const table = list();
    table.toggleAll();
    table.filter = 'goff';
    expect(table.chosen.map((f) => f.id)).toEqual(['3']);
    expect(table.allChosen).toBe(true);
  });
  it('keeps its cursor on the same row when the order changes', () => {
    const table = list();
    table.moveTo(3);
    table.sortBy('name');
    flushSync();
    expect(table.currentRow?.name).toBe('El Idrissi');
    expect(table.currentPlace).toBe(1);
  });
  it('stops at both ends', () => {
    const table = list();
    table.moveBy(-1);
    expect(table.currentRow?.id).toBe('4');
    table.moveBy(9);
    expect(table.currentRow?.id).toBe('4');
  });
});

describe('columns', () => {
  it('hides optional ones until chosen, and never the one that names the row', () => {
    const table = list();
    expect(table.columns.map((c) => c.id)).toEqual(['name', 'quotient', 'due']);
    table.toggleColumn('id');
    table.toggleColumn('name');
    expect(table.columns.map((c) => c.id)).toEqual(['name', 'quotient', 'due', 'id']);
  });
});

it('copies what is seen, safe for a spreadsheet', () => {
  const table = list();
  table.filter = 'goff';
  expect(table.toTsv()).toBe('Famille\tQuotient\tReste\r\nLe Goff\t742\t6840 c');
  expect(toTsv([columns[0]!], [{ ...families[0]!, name: '=1+1\tx' }])).toBe("Famille\r\n'=1+1 x");
});

it('lets no row out that stays at the desk, by a copy or in a file', () => {
  const table = list({ stays: (family) => family.due > 10_000 });
  expect(
    table
      .toTsv()
      .split('\r\n')
      .map((line) => line.split('\t')[0]),
  ).toEqual(['Famille', 'Šimić', 'Le Goff']);
  expect(table.seen().rows).toHaveLength(2);
  expect(table.rows).toHaveLength(4);
});

it('neutralises what a spreadsheet would take for a formula, and leaves figures alone', () => {
  const pasted = (name: string): string =>
    toTsv([columns[0]!], [{ ...families[0]!, name }]).split('\r\n')[1]!;
  for (const text of ['=1+1', '+1+1', '-1+1', '-2+cmd|calc', '@SUM(A1)', '\t=1', '\r=1', '- sans porc'])
    expect(pasted(text).startsWith("'"), JSON.stringify(text)).toBe(true);
  for (const text of ['-12,50\u00a0€', '−12,50\u00a0€', '-3', '+4', '1\u202f204', 'Le Goff', '12 - 3'])
    expect(pasted(text)).toBe(text);
});

it('hands over exactly what is seen', () => {
  const table = list({ sort: { column: 'due', direction: 'descending' } });
  table.toggle(families[1]!);
  table.toggle(families[3]!);
  table.toggleColumn('quotient');
  expect(table.seen()).toEqual({
    titles: ['Famille', 'Reste'],
    rows: [
      ['El Idrissi', '31240 c'],
      ['d’Estienne', '12480 c'],
    ],
  });
});

describe('coming back', () => {
  it('finds the list as it was left, until the lock', () => {
    const before = list({ name: 'families' });
    before.filter = 'goff';
    before.sortBy('due');
    before.moveTo(0);
    before.leave();
    const after = list({ name: 'families' });
    expect([after.filter, after.sort?.column, after.currentRow?.name]).toEqual(['goff', 'due', 'Le Goff']);
    expect(list().filter).toBe('');
    forgetLists();
    expect(list({ name: 'families' }).filter).toBe('');
  });
});

describe('drawing', () => {
  it('draws short lists whole', () =>
    expect(sliceOf(200, 32, 900, 600)).toEqual({ first: 0, end: 200, before: 0, after: 0 }));
  it('draws in its first frame what can be seen of it', () => {
    const slice = sliceOf(200, 32, 0, 640, FIRST_FRAME);
    expect([slice.first, slice.end, slice.after]).toEqual([0, 28, 172 * 32]);
    expect(sliceOf(FIRST_FRAME, 32, 0, 0, FIRST_FRAME).end).toBe(FIRST_FRAME);
  });
  it('draws long ones where they are seen, and nothing is lost', () => {
    const slice = sliceOf(20_000, 32, 64_000, 640);
    expect(slice.first).toBeLessThanOrEqual(2000);
    expect(slice.end).toBeGreaterThanOrEqual(2020);
    expect(slice.end - slice.first).toBeLessThan(60);
    expect(slice.before + slice.after + (slice.end - slice.first) * 32).toBe(20_000 * 32);
  });
  it('stays inside when scrolled past the end', () => {
    const slice = sliceOf(300, 32, 1_000_000, 640);
    expect(slice.end).toBe(300);
    expect(slice.after).toBe(0);
  });
});
