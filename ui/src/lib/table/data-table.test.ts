import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { actions } from '$lib/shell/commands.svelte';
import { toasts } from '$lib/shell/toasts.svelte';
import DataTable from './DataTable.svelte';
import { centsColumn, type Column } from './columns';
import { TableState } from './table-state.svelte';

interface Row {
  id: string;
  name: string;
  due: number;
}
const rows: Row[] = [
  { id: '1', name: 'Šimić', due: 200 },
  { id: '2', name: 'El Idrissi', due: 31240 },
];
const columns: Column<Row>[] = [
  { id: 'name', title: 'Famille', value: (row) => row.name, fixed: true },
  centsColumn('due', 'Reste', (row) => row.due),
];

let shown: Record<string, unknown> | undefined;
const draw = (props: Record<string, unknown> = {}): TableState<Row> => {
  const table = new TableState<Row>({ rows: () => rows, key: (row) => row.id, columns });
  shown = mount(DataTable<Row>, { target: document.body, props: { table, label: 'Impayés', ...props } });
  flushSync();
  return table;
};
const press = (key: string, more: KeyboardEventInit = {}): void => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  document.querySelector('[role=grid]')!.dispatchEvent(event);
  actions.handle(event);
  flushSync();
};

beforeEach(() => toasts.clear());
afterEach(() => {
  if (shown) void unmount(shown);
  document.body.replaceChildren();
});

it('sorts by the column under ← →, and says so among its keys and in the palette', () => {
  const table = draw();
  press('t', { altKey: true });
  expect(table.rows.map((row) => row.name)).toEqual(['El Idrissi', 'Šimić']);
  press('ArrowRight');
  press('ArrowRight');
  expect(actions.find('list_sort')).toMatchObject({ title: 'Trier par Reste', keys: 'Alt+T' });
  press('t', { altKey: true });
  press('t', { altKey: true });
  expect(table.sort).toEqual({ column: 'due', direction: 'descending' });
  expect(actions.find('list_sort')?.quiet).toBeFalsy();
});

it('widens the column under ← → and never under its least width', () => {
  const table = draw();
  press('ArrowRight');
  press('ArrowRight');
  press('ArrowRight', { altKey: true, shiftKey: true });
  expect(table.widthOf(columns[1]!)).toBe(144);
  for (let at = 0; at < 20; at += 1) press('ArrowLeft', { altKey: true, shiftKey: true });
  expect(table.widthOf(columns[1]!)).toBe(48);
});

it('has its filter, its columns and its ways out without the screen drawing them', () => {
  draw();
  expect(document.querySelector('input[type=search]')).not.toBeNull();
  expect(document.body.textContent).toContain('Colonnes');
  expect(
    ['list_filter', 'list_columns', 'list_save', 'list_copy'].map((id) => actions.find(id)?.keys),
  ).toEqual(['Ctrl+F', 'Alt+C', 'Ctrl+E', 'Ctrl+C']);
});

it('neither copies nor saves what must not leave the desk', () => {
  const write = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: write } });
  draw({ confined: true });
  press('c', { ctrlKey: true });
  expect(write).not.toHaveBeenCalled();
  expect(actions.find('list_copy')).toBeUndefined();
  expect(actions.find('list_save')).toBeUndefined();
});

it('says that a copy was refused', async () => {
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { writeText: () => Promise.reject(new Error('no')) },
  });
  draw();
  press('c', { ctrlKey: true });
  await vi.waitFor(() =>
    expect(toasts.list.at(-1)).toMatchObject({ tone: 'bad', title: 'La copie n’a pas pu se faire' }),
  );
});

it('says what is chosen, with its money', () => {
  const table = draw({ choosing: true });
  table.toggleAll();
  flushSync();
  const bar = document.querySelector('[role=toolbar]')!;
  const said = bar.textContent?.replaceAll(/\s/g, ' ');
  expect(said).toContain('2 lignes reste 314,40 €');
});
