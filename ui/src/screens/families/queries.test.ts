import { describe, expect, it } from 'vitest';
import type { Condition, QueryOptionsView } from '$lib/api';
import { blank, conditionOf, kindOptions, lacking, sentence, valuesOf } from './queries';

const view: QueryOptionsView = {
  schools: [{ value: 's1', label: 'Jules Ferry' }],
  classes: [],
  activities: [{ value: 'a1', label: 'Cantine' }],
  brackets: null,
  cities: ['Montbard', 'Semur'],
  documents: [{ value: 'd1', label: 'RIB' }],
  consents: null,
};

describe('a question', () => {
  it('offers what there is to choose in, and what the profile reads', () => {
    expect(kindOptions(view).map((option) => option.value)).toEqual([
      'age',
      'school',
      'activity',
      'city',
      'lacking_document',
    ]);
  });

  it('is read as a sentence', () => {
    const said = (values: Partial<typeof blank>): string =>
      sentence(conditionOf({ ...blank, ...values }), view);
    expect(said({ from: 3, to: 5 })).toBe('Âge\u00a0: de 3 à 5\u00a0ans');
    expect(said({ from: 1, to: 1, on: '2026-12-31' })).toBe('Âge\u00a0: 1\u00a0an au 31/12/2026');
    expect(said({ to: 2, except: true })).toBe('Sauf âge\u00a0: 2\u00a0ans au plus');
    expect(said({ of: 'city', chosen: ['Semur', 'Montbard'] })).toBe('Commune\u00a0: Semur ou Montbard');
    expect(said({ of: 'school', chosen: ['gone'] })).toBe('École\u00a0: retiré depuis');
  });

  it('says what lacks in it', () => {
    const fields = (values: Partial<typeof blank>): string[] =>
      lacking({ ...blank, ...values }).map((issue) => issue.field);
    expect(fields({})).toEqual(['from']);
    expect(fields({ from: 5, to: 3 })).toEqual(['from']);
    expect(fields({ from: 3, to: 5 })).toEqual([]);
    expect(fields({ of: 'city' })).toEqual(['chosen']);
    expect(fields({ of: 'city', chosen: ['Semur'] })).toEqual([]);
  });

  it('comes back to its form as it left', () => {
    const conditions: Condition[] = [
      { criterion: { of: 'age', from: 3, to: null, on: '2026-09-01' }, except: false },
      { criterion: { of: 'lacking_document', kinds: ['d1'] }, except: true },
    ];
    for (const condition of conditions) expect(conditionOf(valuesOf(condition))).toEqual(condition);
  });
});
