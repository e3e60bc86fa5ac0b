import { expect, it } from 'vitest';
import type { CompulsoryEntryView } from '$lib/api';
import { hasPlace, instructions, shownIn } from './compulsory';

const row = (instruction: string, left: string | null): CompulsoryEntryView =>
  ({ said: { instruction }, left }) as CompulsoryEntryView;

it('whoever was taken off is shown apart, and not among those without a school', () => {
  expect(shownIn('tous', row('home', null))).toBe(true);
  expect(shownIn('sans', row('home', null))).toBe(false);
  expect(shownIn('sans', row('unknown', null))).toBe(true);
  expect(shownIn('sans', row('unknown', 'left_town'))).toBe(false);
  expect(shownIn('tous', row('unknown', 'left_town'))).toBe(false);
  expect(shownIn('retires', row('unknown', 'left_town'))).toBe(true);
});

it('a class of the town is never typed, and only a place has a name', () => {
  expect(instructions.map(({ value }) => value)).not.toContain('town_school');
  expect(instructions.filter(({ value }) => hasPlace(value)).map(({ value }) => value)).toEqual([
    'other_public',
    'private',
    'training',
  ]);
});
