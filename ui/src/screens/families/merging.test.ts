import { expect, it } from 'vitest';
import type { MergePartView, MergeView } from '$lib/api';
import { fieldKey, isBarred, mergeAnswers, partKey, sentParts } from './merging';

const part = (kind: MergePartView['kind'], more: Partial<MergePartView> = {}): MergePartView => ({
  kind,
  kept: `${kind}-a`,
  absorbed: `${kind}-b`,
  kept_name: 'A',
  absorbed_name: 'B',
  is_asked: false,
  fields: [],
  notes: [],
  refusals: [],
  ...more,
});
const child = part('child', {
  fields: [
    {
      code: 'first_names',
      label: 'Prénoms',
      kept: 'Léa',
      absorbed: 'Lea',
      takes_absorbed: false,
      is_contradiction: false,
    },
    {
      code: 'doctor',
      label: 'Médecin',
      kept: '',
      absorbed: 'Dr Quéméner',
      takes_absorbed: true,
      is_contradiction: false,
    },
  ],
});
const barred = part('household', { refusals: ['Chacun garde son compte.'] });
const view: MergeView = { parts: [part('family', { is_asked: true }), barred, child] };

it('takes what is kept says, and from the other what it lacks; what is barred stays out', () => {
  const answers = mergeAnswers(view);
  expect(sentParts(view, answers)).toEqual([
    { kind: 'family', kept: 'family-a', absorbed: 'family-b', takes: [], answered: [] },
    { kind: 'child', kept: 'child-a', absorbed: 'child-b', takes: ['doctor'], answered: [] },
  ]);
  answers.sides[fieldKey(child, 'first_names')] = 'absorbed';
  expect(sentParts(view, answers)[1]?.takes).toEqual(['first_names', 'doctor']);
  answers.on[partKey(child)] = false;
  expect(sentParts(view, answers).map(({ kind }) => kind)).toEqual(['family']);
});

it('is barred by what was asked for, not by what goes with it', () => {
  expect(isBarred(view)).toBe(false);
  expect(isBarred({ parts: [part('child', { is_asked: true, refusals: ['Deux classes.'] })] })).toBe(true);
});

it('proposes the careful side of a contradiction, and says that it was answered', () => {
  const said = { kept: 'conjointe', absorbed: 'sans autorité parentale', takes_absorbed: true };
  const asked = part('child', {
    is_asked: true,
    fields: [{ code: 'authority:g:h', label: 'Autorité parentale', ...said, is_contradiction: true }],
  });
  const answers = mergeAnswers({ parts: [asked] });
  expect(sentParts({ parts: [asked] }, answers)).toMatchObject([
    { takes: ['authority:g:h'], answered: ['authority:g:h'] },
  ]);
  answers.sides[fieldKey(asked, 'authority:g:h')] = 'kept';
  expect(sentParts({ parts: [asked] }, answers)).toMatchObject([{ takes: [], answered: ['authority:g:h'] }]);
});
