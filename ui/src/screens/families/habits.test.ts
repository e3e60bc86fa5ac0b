import { expect, it } from 'vitest';
import type { HabitShapeView } from '$lib/api';
import { habitOptions, startOf } from './habits';

const naps: HabitShapeView = {
  habit: 'naps',
  label: 'Siestes',
  eating: false,
  choices: [{ code: '0', label: 'Aucune' }],
};
const milk: HabitShapeView = { habit: 'milk', label: 'Lait', eating: true, choices: [] };

it('no answer is an answer of every list', () => {
  expect(habitOptions(naps)).toEqual([
    { value: '', label: 'Non renseigné' },
    { value: '0', label: 'Aucune' },
  ]);
});

it('a form asks what the town asks, answered or not, and nothing else', () => {
  expect(startOf([naps, milk], { naps: '0', dummy: 'yes' })).toEqual({ naps: '0', milk: '' });
});
