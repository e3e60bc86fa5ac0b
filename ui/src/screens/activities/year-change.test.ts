import { expect, it } from 'vitest';
import type { YearChangeView } from '$lib/api';
import { MADE, NOWHERE, optionsFor, sentMoves, yearChangeForm } from './year-change';

const child = (id: string, placed: string | null = null) => ({
  id,
  name: id,
  birth_date: '2019-01-01',
  placed,
});
const view: YearChangeView = {
  school: 'Les Tilleuls',
  from_year: '2026-2027',
  to_year: '2027-2028',
  first_day: '2027-09-01',
  classes: [
    {
      id: 'cp',
      name: 'CP A',
      children: [child('ana'), child('luc'), child('zoe', 'CP A')],
      proposed: { kind: 'new', name: 'CE1 A', grade: 'CE1' },
    },
    { id: 'cm2', name: 'CM2', children: [child('eva')], proposed: null },
  ],
  next_classes: [{ id: 'cp27', label: 'CP A, Les Tilleuls' }],
};

it('sends each class where it goes, a child apart when it does not follow, and nobody twice', () => {
  const form = yearChangeForm(view);
  expect(form.classes).toEqual({ cp: MADE, cm2: NOWHERE });
  form.children.luc = 'cp27';
  expect(sentMoves(view, form)).toEqual([
    { children: ['ana'], into: { kind: 'new', name: 'CE1 A', grade: 'CE1' } },
    { children: ['luc'], into: { kind: 'known', class: 'cp27' } },
  ]);
});

it('offers the class to be made first, and nowhere last', () => {
  expect(optionsFor(view.classes[0]!, view).map(({ value }) => value)).toEqual([MADE, 'cp27', NOWHERE]);
  expect(optionsFor(view.classes[1]!, view).map(({ value }) => value)).toEqual(['cp27', NOWHERE]);
});
