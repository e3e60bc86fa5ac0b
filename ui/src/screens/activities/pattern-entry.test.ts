import { describe, expect, it } from 'vitest';
import type { PatternReleaseView, PatternView } from '$lib/api';
import { entryOfPattern, releaseHint, releaseLabel, requestOfPattern } from './pattern-entry';

const view: PatternView = {
  child_id: 'c',
  units: [
    { unit_id: 'u', activity_id: 'a', activity_name: 'Cantine', unit_name: 'Repas', code: 'R', weekdays: 27 },
  ],
  lines: [{ unit_id: 'u', even_weekdays: 9, odd_weekdays: 9, from: '2026-09-01', to: null }],
};
const left = (over: Partial<PatternReleaseView>): PatternReleaseView => ({
  in_time: 0,
  late: 0,
  waiting: 0,
  billed: 0,
  undo: null,
  ...over,
});

describe('a week that changes', () => {
  it('frees what the former one booked, unless the agent says otherwise', () => {
    const entry = entryOfPattern(view, '2026-11-24');
    expect(requestOfPattern('c', entry).release).toBe(true);
    expect(requestOfPattern('c', { ...entry, release: false }).release).toBe(false);
  });

  it('says how many before it is done, and what each becomes', () => {
    expect(releaseLabel(left({}))).toBeUndefined();
    const some = left({ in_time: 10, late: 2 });
    expect(releaseLabel(some)).toBe('Libérer 12\u00a0réservations de l’ancienne semaine type');
    expect(releaseHint(some)).toContain('10\u00a0annulées à temps, sans frais');
    expect(releaseHint(some)).toContain('hors délai de prévenance');
  });
});
