import { describe, expect, it } from 'vitest';
import { dueWords, placeOf } from './tasks';

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
