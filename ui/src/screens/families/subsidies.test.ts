import { expect, it } from 'vitest';
import type { SubsidyView } from '$lib/api';
import { type SubsidyEntry, termsOf, wholeLabel } from './subsidies';

const entry = (help: SubsidyEntry['terms']['help']): SubsidyEntry => ({
  child: null,
  terms: {
    funder: 'f',
    activity: null,
    help,
    monthly_ceiling: null,
    whole_ceiling: 3000,
    from: '2026-03-01',
    to: null,
  },
});

it('only the answer of the chosen help leaves', () => {
  expect(termsOf(entry({ kind: 'rate', amount: 200, part: 500 })).help).toEqual({ kind: 'rate', part: 500 });
  expect(termsOf(entry({ kind: 'per_unit', amount: 200, part: 500 })).help).toEqual({
    kind: 'per_unit',
    amount: 200,
  });
  expect(termsOf(entry({ kind: 'per_month', amount: null, part: null }))).toMatchObject({
    help: { amount: 0 },
    whole_ceiling: 3000,
  });
});

it('whom and what a help is for is said', () => {
  const of = (child_name: string, activity_name: string) =>
    wholeLabel({ child_name, activity_name } as SubsidyView);
  expect(of('', '')).toBe('Tous les enfants du foyer, toutes les activités');
  expect(of('Lou', 'Cantine')).toBe('Lou, Cantine seulement');
});
