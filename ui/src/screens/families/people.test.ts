import { expect, it } from 'vitest';
import type { BondView, FamilyView, Kinship } from '$lib/api';
import { ofName } from '$lib/text/format';
import { debtorWord, likelyKinship } from './people';

it.each([
  ['Tom', 'de Tom'],
  ['Élise', 'd’Élise'],
  ['Hicham', 'd’Hicham'],
  ['Œdipe', 'd’Œdipe'],
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

it.each<[Kinship[], Kinship]>([
  [[], 'mother'],
  [['mother'], 'father'],
  [['father', 'grandparent'], 'mother'],
  [['mother', 'father'], 'other'],
])('a file with %j most likely gains « %s »', (known, kinship) => {
  const households = [{ guardians: known.map((one) => ({ draft: { kinship: one } })) }];
  expect(likelyKinship({ households } as FamilyView)).toBe(kinship);
});
