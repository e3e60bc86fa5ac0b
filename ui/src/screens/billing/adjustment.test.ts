import { expect, it } from 'vitest';
import type { ServiceLineView } from '$lib/api';
import { activitiesOf, helpedActivity } from './adjustment';

const line = (label: string, activity: string, is_help = false): ServiceLineView =>
  ({ label, activity, is_help }) as ServiceLineView;
const help = line('Prise en charge, CCAS', 'c', true);
const lines = [help, line('Cantine Jean-Macé, repas', 'c'), line('Garderie, soir', 'g')];

it('an activity is named by its services, never by who pays a part of them', () => {
  expect(activitiesOf(lines)).toEqual([
    { value: 'c', label: 'Cantine Jean-Macé' },
    { value: 'g', label: 'Garderie' },
  ]);
});

it('a help says the activity it is for, a service does not repeat its own', () => {
  expect(helpedActivity(help, lines)).toBe('Cantine Jean-Macé');
  expect(helpedActivity(lines[1]!, lines)).toBe('');
});
