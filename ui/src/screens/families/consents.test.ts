import { expect, it } from 'vitest';
import type { ConsentLineView, ConsentStanding } from '$lib/api';
import { answersTo, meansOf, waitedFor } from './consents';

const line = (purpose: ConsentLineView['purpose'], standings: ConsentStanding[] = []): ConsentLineView => ({
  text: 't',
  title: 'Un texte',
  purpose,
  subject: 'child',
  person: 'lou',
  person_name: 'Lou',
  standing: standings.every((one) => one === 'given') ? 'given' : 'waiting',
  standing_label: '',
  holders: standings.map((standing, at) => ({ guardian: String(at), name: `Adulte ${at}`, standing })),
});

it('offers to take back only what was given, and shows an information', () => {
  const values = (one: ConsentLineView, standing: ConsentStanding) =>
    answersTo(one, standing).map(({ value }) => value);
  expect(values(line('photo'), 'waiting')).toEqual(['given', 'refused']);
  expect(values(line('photo'), 'given')).toEqual(['given', 'withdrawn']);
  expect(values(line('policy'), 'waiting')).toEqual(['shown']);
});

it('lets a photograph be agreed to in writing alone, and withdrawn in any way', () => {
  const values = (answer: 'given' | 'withdrawn') => meansOf(line('photo'), answer).map(({ value }) => value);
  expect(values('given')).toEqual(['form', 'letter', 'email']);
  expect(values('withdrawn')).toContain('phone');
  expect(meansOf(line('policy'), 'shown')[0]?.value).toBe('handed');
});

it('says who is waited for while somebody is', () => {
  expect(waitedFor(line('photo', ['given', 'waiting']))).toBe(
    'Adulte 0\u00a0: accord, Adulte 1\u00a0: en attente',
  );
  expect(waitedFor(line('photo', ['given', 'given']))).toBe('Adulte 0, Adulte 1');
  expect(waitedFor({ ...line('photo'), standing: 'waiting' })).toBe('personne n’exerce l’autorité parentale');
  expect(waitedFor({ ...line('photo'), holders: undefined })).toBe('');
});
