import { expect, it } from 'vitest';
import type { BondView } from '$lib/api';
import { debtorWord, ofName } from './people';

it.each([
  ['Tom', 'de Tom'],
  ['Élise', 'd’Élise'],
  ['Hicham', 'd’Hicham'],
  ['Œdipe', 'd’Œdipe'],
  ['Yves', 'd’Yves'],
  ['Yasmine', 'de Yasmine'],
  ['Yann', 'de Yann'],
])('says the custody of %s as « %s »', (name, said) => {
  expect(ofName(name)).toBe(said);
});

it('gives the debtor their gender when the file lets it be known', () => {
  const bonds = (kinship: BondView['kinship']): BondView[] => [
    { child: '', child_name: 'Tom', kinship, kinship_label: '', authority: null, authority_label: '' },
  ];
  expect(debtorWord({ civility: 'MME', bonds: bonds('tutor') })).toBe('débitrice');
  expect(debtorWord({ civility: '', bonds: bonds('mother') })).toBe('débitrice');
  expect(debtorWord({ civility: 'M', bonds: bonds('father') })).toBe('débiteur');
  expect(debtorWord({ civility: '' })).toBe('débiteur');
});
