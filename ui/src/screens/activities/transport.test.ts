import { expect, it } from 'vitest';
import { dayAfter } from './transport';

it('goes from a day to the next over a month and a change of hour', () => {
  expect(dayAfter('2026-10-24', 1)).toBe('2026-10-25');
  expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26');
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
});
