import { beforeEach, describe, expect, it } from 'vitest';
import type { AttendanceGridView } from '$lib/api';
import { GridState, brushOfKey } from './grid-state.svelte';

const days = ['2026-03-02', '2026-03-03'];

function view(children: string[], change: Partial<AttendanceGridView> = {}): AttendanceGridView {
  return {
    title: 'CE1 B',
    span_label: 'mars 2026',
    from: '2026-03-01',
    to: '2026-03-31',
    previous: '2026-02-01',
    next: '2026-04-01',
    today: '2026-03-03',
    units: ['M', 'R', 'S'].map((code) => ({
      id: `u${code}`,
      activity_id: 'a',
      activity_name: 'A',
      name: code,
      code,
      hours_label: '',
      capacity: null,
      by_minutes: false,
      planned_minutes: 60,
      shown: true,
    })),
    days: days.map((day, at) => ({
      day,
      weekday: at + 1,
      first_column: at * 3,
      columns: 3,
      note: null,
      to_tick: 0,
      billed: false,
    })),
    columns: days.flatMap((_, day) =>
      [0, 1, 2].map((unit) => ({
        day,
        unit,
        closed: null,
        count: 0,
        present: 0,
        waiting: 0,
        to_tick: 0,
        taken: 0,
        over: false,
      })),
    ),
    rows: children.map((child) => ({
      child_id: child,
      family_id: null,
      family_name: child,
      first_names: '',
      class_name: null,
      cells: '000000',
      minutes: [],
      reserved: 0,
      present: 0,
      absent: 0,
    })),
    reserved: 0,
    present: 0,
    absent: 0,
    may_paint: true,
    ...change,
  };
}

let grid: GridState;
beforeEach(() => {
  grid = new GridState();
  grid.show(view(['c1', 'c2', 'c3']));
});

describe('the cursor', () => {
  it('starts on today', () => expect(grid.cursor).toEqual({ row: 0, column: 3 }));

  it('stays inside the grid', () => {
    grid.move(-5, 40);
    expect(grid.cursor).toEqual({ row: 0, column: 5 });
    grid.goEnd('end', { everything: true });
    expect(grid.cursor).toEqual({ row: 2, column: 5 });
  });

  it('goes from day to day', () => {
    grid.moveDay(-1);
    expect(grid.cursor.column).toBe(0);
    grid.moveDay(7);
    expect(grid.cursor.column).toBe(3);
  });

  it('follows its child when another one comes above', () => {
    grid.go({ row: 1, column: 2 });
    grid.show(view(['c0', 'c1', 'c2', 'c3']));
    expect(grid.cursor).toEqual({ row: 2, column: 2 });
  });
});

describe('a stroke', () => {
  it('on one cell names that cell', () =>
    expect(grid.target()).toEqual({
      kind: 'cells',
      cells: [{ child: 'c1', day: '2026-03-03', unit: 'uM' }],
    }));

  it('on a rectangle names its rows and its columns', () => {
    grid.move(1, 1, true);
    expect(grid.extended).toBe(true);
    expect(grid.counts).toEqual({ cells: 4, children: 2, days: 1 });
    expect(grid.target()).toEqual({
      kind: 'rectangle',
      children: ['c1', 'c2'],
      columns: [
        { day: '2026-03-03', unit: 'uM' },
        { day: '2026-03-03', unit: 'uR' },
      ],
    });
    grid.collapse();
    expect(grid.extended).toBe(false);
  });

  it('has no target in an empty grid', () => {
    grid.show(view([]));
    expect(grid.target()).toBeUndefined();
  });
});

it('has a brush for each key of the legend', () =>
  expect([...'rpijaxtw'].map((key) => brushOfKey[key])).toEqual([
    'book',
    'present',
    'unexpected',
    'absent_excused',
    'absent_unexcused',
    'cancel',
    'cancel_late',
    'wait',
  ]));
