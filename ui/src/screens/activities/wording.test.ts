import { expect, it } from 'vitest';
import type { PatternView } from '$lib/api';
import { entryOfPattern, requestOfPattern } from './pattern-entry';
import { monthAfter, rhythmLabel, spanLabel, toggleDay, weekdaysLabel } from './wording';

it('writes the days of a mask, Monday first', () => {
  expect(weekdaysLabel(0b0011011)).toBe('lun. mar. jeu. ven.');
  expect(weekdaysLabel(toggleDay(0b0011011, 2))).toBe('lun. mar. mer. jeu. ven.');
});

it('sets even and odd weeks apart only when they differ', () => {
  expect(rhythmLabel(0b11, 0b11)).toBe('lun. mar.');
  expect(rhythmLabel(0b11, 0b01)).toBe('lun., mar. (semaines paires)');
  expect(rhythmLabel(0, 0b10)).toBe('mar. (semaines impaires)');
});

it('says a span in one breath', () => {
  expect(spanLabel('2026-09-01', null)).toBe('dès le 01/09/2026');
  expect(spanLabel('2026-05-15', '2026-05-15')).toBe('le 15/05/2026');
});

it('goes over the year', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});

const unit = {
  unit_id: 'r',
  activity_id: 'a',
  activity_name: 'Cantine',
  unit_name: 'Repas',
  code: 'R',
  weekdays: 27,
};
const view = (lines: PatternView['lines']): PatternView => ({ child_id: 'c', units: [unit], lines });

it('edits the pattern that runs today, or the one to come', () => {
  const running = { unit_id: 'r', even_weekdays: 3, odd_weekdays: 3, from: '2026-09-01', to: null };
  expect(entryOfPattern(view([running]), '2026-11-24')).toMatchObject({
    from: '2026-11-24',
    alternate: false,
    lines: [{ even: 3 }],
  });
  const coming = { ...running, from: '2027-01-04', odd_weekdays: 0 };
  expect(entryOfPattern(view([coming]), '2026-11-24')).toMatchObject({ from: '2027-01-04', alternate: true });
});

it('writes every week alike unless weeks alternate', () => {
  const lines = [{ unit: 'r', even: 3, odd: 8 }];
  const entry = { from: '2026-11-24', to: null, alternate: false, release: true, lines };
  expect(requestOfPattern('c', entry).lines).toEqual([{ unit: 'r', even_weekdays: 3, odd_weekdays: 3 }]);
  expect(requestOfPattern('c', { ...entry, alternate: true }).lines[0]!.odd_weekdays).toBe(8);
});
