import { describe, expect, it } from 'vitest';
import type { CustodyView } from '$lib/api';
import {
  type Arrangement,
  arrangementOf,
  arrangementWords,
  between,
  dayBefore,
  heldBy,
  inMode,
  putBack,
  rearranged,
  withHolidays,
} from './custody';

type Weeks = Extract<Arrangement<string>, { mode: 'weeks' }>;
const households = ['a', 'b'] as const;
const both = households as unknown as [string, ...string[]];

describe('an arrangement and its custodies', () => {
  const cases: Arrangement<string>[] = [
    { mode: 'always', household: 'b' },
    { mode: 'weeks', even: 'b', odd: 'a', changeover: 4, holidays: null },
    {
      mode: 'weeks',
      even: 'a',
      odd: 'b',
      changeover: 4,
      holidays: { even: 'b', summer: 'quarters' },
    },
    { mode: 'weeks', even: 'b', odd: 'a', changeover: 0, holidays: { even: 'b', summer: 'halves' } },
    { mode: 'share', first: 'a', second: 'b', part: 700 },
  ];
  it.each(cases)('go and come back: $mode', (arrangement) => {
    expect(arrangementOf(heldBy(arrangement), both)).toEqual(arrangement);
  });
  it('is the first household, always, when nothing was said', () => {
    expect(arrangementOf([], both)).toEqual({ mode: 'always', household: 'a' });
  });
  it('reads odd weeks said first', () => {
    const held = heldBy<string>({
      mode: 'weeks',
      even: 'a',
      odd: 'b',
      changeover: 0,
      holidays: null,
    }).reverse();
    expect(arrangementOf(held, both)).toEqual({
      mode: 'weeks',
      even: 'a',
      odd: 'b',
      changeover: 0,
      holidays: null,
    });
  });
  it('makes shares that add up', () => {
    const parts = heldBy<string>({ mode: 'share', first: 'a', second: 'b', part: 333 }).map(({ pattern }) =>
      pattern.kind === 'share' ? pattern.part : 0,
    );
    expect(parts).toEqual([333, 667]);
  });
  it('keeps the first household when the mode changes', () => {
    const weeks = inMode<string>('weeks', { mode: 'always', household: 'b' }, both);
    expect(weeks).toEqual({ mode: 'weeks', even: 'b', odd: 'a', changeover: 4, holidays: null });
    expect(inMode('always', weeks, both)).toEqual({ mode: 'always', household: 'b' });
  });
  it('gives each household the other half of the holidays', () => {
    const weeks = withHolidays(
      inMode<string>('weeks', { mode: 'always', household: 'a' }, both) as Weeks,
      'halves',
    );
    const rules = heldBy(weeks).map(({ household, pattern }) => [
      household,
      pattern.kind === 'weeks' && pattern.holidays.kind === 'shared' ? pattern.holidays.first : null,
    ]);
    expect(rules).toEqual([
      ['a', 'even'],
      ['b', 'odd'],
    ]);
    expect(arrangementWords(weeks, (h) => h.toUpperCase())).toContain(
      'première moitié des vacances au foyer A les années paires, au foyer B les années impaires',
    );
  });
  it('keeps who begins the holidays, unless they are no longer one of the two', () => {
    const weeks: Weeks = {
      mode: 'weeks',
      even: 'a',
      odd: 'b',
      changeover: 4,
      holidays: { even: 'b', summer: 'halves' },
    };
    expect(between(weeks, 'b', 'a').holidays?.even).toBe('b');
    expect(between(weeks, 'c', 'a').holidays?.even).toBe('c');
    expect(withHolidays(weeks, 'quarters').holidays).toEqual({ even: 'b', summer: 'quarters' });
    expect(withHolidays(weeks, 'weeks').holidays).toBeNull();
  });
  it('says itself in French', () => {
    const weeks: Arrangement<string> = { mode: 'weeks', even: 'a', odd: 'b', changeover: 4, holidays: null };
    expect(arrangementWords(weeks, (h) => h.toUpperCase())).toBe(
      'semaines paires au foyer A, impaires au foyer B, change le vendredi',
    );
  });
});

describe('a new arrangement from a day', () => {
  const known = (over: Partial<CustodyView>): CustodyView => ({
    id: 'k',
    household: 'a',
    household_label: 'A',
    pattern: { kind: 'always' },
    label: 'toujours',
    from: '2026-09-01',
    to: null,
    ...over,
  });
  const always: Arrangement<string> = { mode: 'always', household: 'b' };

  it('stops what held the day before, and keeps it', () => {
    const { custodies, removed } = rearranged([known({})], always, '2027-01-01');
    expect(custodies).toEqual([
      {
        id: 'k',
        draft: { household: 'a', pattern: { kind: 'always' }, from: '2026-09-01', to: '2026-12-31' },
      },
      { id: null, draft: { household: 'b', pattern: { kind: 'always' }, from: '2027-01-01', to: null } },
    ]);
    expect(removed).toEqual([]);
  });
  it('replaces what began that day or later', () => {
    const { custodies, removed } = rearranged(
      [known({ from: '2027-01-01' }), known({ id: 'l', from: '2027-03-01' })],
      always,
      '2027-01-01',
    );
    expect(custodies.map((entry) => entry.id)).toEqual([null]);
    expect(removed).toEqual(['k', 'l']);
  });
  it('does not cut in two what goes on as it was', () => {
    const goesOn = rearranged([known({})], { mode: 'always', household: 'a' }, '2027-01-01');
    expect(goesOn.custodies.map(({ id, draft }) => [id, draft.from, draft.to])).toEqual([
      ['k', '2026-09-01', null],
    ]);
    expect(goesOn.removed).toEqual([]);
    // One of two keeps its weeks: the other alone is written anew.
    const weeks = (id: string, household: string, parity: 'even' | 'odd'): CustodyView =>
      known({
        id,
        household,
        pattern: { kind: 'weeks', parity, changeover: 4, holidays: { kind: 'weeks' } },
      });
    const held = [weeks('e', 'a', 'even'), weeks('o', 'b', 'odd')];
    const same = rearranged(held, arrangementOf(held, both), '2027-01-01');
    expect(same.custodies.map(({ id, draft }) => [id, draft.to])).toEqual([
      ['e', null],
      ['o', null],
    ]);
  });
  it('leaves alone what had already ended', () => {
    const [first] = rearranged([known({ to: '2026-10-31' })], always, '2027-01-01').custodies;
    expect(first?.draft.to).toBe('2026-10-31');
  });
  it('is taken back by its names: what was cut is whole again, what was taken away is there, what came is gone', () => {
    const before = [known({ id: 'k' }), known({ id: 'l', from: '2027-03-01' })];
    const now = [
      known({ id: 'k', to: '2026-12-31' }),
      known({ id: 'm', household: 'b', from: '2027-01-01' }),
    ];
    const { custodies, removed } = putBack(before, now);
    expect(custodies.map(({ id, draft }) => [id, draft.from, draft.to])).toEqual([
      ['k', '2026-09-01', null],
      [null, '2027-03-01', null],
    ]);
    expect(removed).toEqual(['m']);
  });
  it('counts days over the end of a year and a leap day', () => {
    expect(dayBefore('2027-01-01')).toBe('2026-12-31');
    expect(dayBefore('2028-03-01')).toBe('2028-02-29');
  });
});
