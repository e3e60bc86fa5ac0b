import { expect, it } from 'vitest';
import { SCHOOL_FOUR, busDays, chosenDays, maskOf } from './schooling';

it('days chosen and their mask say the same', () => {
  expect(chosenDays(SCHOOL_FOUR)).toEqual(['0', '1', '3', '4']);
  for (let mask = 0; mask < 64; mask += 1) expect(maskOf(chosenDays(mask))).toBe(mask);
});

it('no school bus on a Sunday', () => {
  expect(busDays.map(({ label }) => label)).not.toContain('Dimanche');
});
