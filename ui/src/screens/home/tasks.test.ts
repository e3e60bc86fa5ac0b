import { describe, expect, it } from 'vitest';
import type { TickRow } from '$lib/api';
import { dueWords, mostToFinish, placeOf } from './tasks';

describe('where a task is settled', () => {
  it('is the day and the place to tick', () => {
    expect(placeOf({ kind: 'tick_day', period: '2026-11-23', subject: 'a1' }).href).toBe(
      '#/presences?lieu=activity%3Aa1&jour=2026-11-23&vue=day',
    );
  });
  it('is the list already filtered', () => {
    expect(placeOf({ kind: 'renew_quotients', period: '', subject: null }).href).toBe(
      '#/familles?vue=quotient',
    );
    expect(placeOf({ kind: 'complete_health', period: '', subject: null }).href).toBe(
      '#/sante?vue=to_complete',
    );
  });
});

describe('when a task is due', () => {
  it.each([
    ['2026-11-24', 'aujourd’hui'],
    ['2026-11-23', 'hier'],
    ['2026-11-25', 'demain'],
    ['2026-11-27', 'avant le 27/11'],
    ['2026-11-12', 'depuis le 12/11'],
    ['2027-01-05', '05/01/2027'],
    [null, ''],
  ])('%s is said « %s »', (due, words) => {
    expect(dueWords(due, '2026-11-24')).toBe(words);
  });
});

describe('places to tick in a large town', () => {
  const place = (activity: string, toFinish: number): TickRow => ({
    activity,
    name: activity,
    cells: Array.from({ length: 3 }, (_, at) => ({
      state: at < toFinish ? ('unfinished' as const) : ('done' as const),
      missing: 0,
    })),
  });
  const rows = [place('a', 0), place('b', 1), place('c', 0), place('d', 3), place('e', 1)];
  it('are all drawn when they are few', () => {
    expect(mostToFinish(rows, 5)).toBe(rows);
  });
  it('are those with the most days to finish, in the order of lists', () => {
    expect(mostToFinish(rows, 3).map((row) => row.activity)).toEqual(['b', 'd', 'e']);
    expect(mostToFinish(rows, 4).map((row) => row.activity)).toEqual(['a', 'b', 'd', 'e']);
  });
});
