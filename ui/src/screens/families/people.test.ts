import { expect, it } from 'vitest';
import { debtorWord, ofName } from './people';

it.each([
  ['Tom', 'de Tom'],
  ['Élise', 'd’Élise'],
  ['Hicham', 'd’Hicham'],
  ['Œdipe', 'd’Œdipe'],
])('says the custody of %s as « %s »', (name, said) => {
  expect(ofName(name)).toBe(said);
});

it('gives the debtor their gender when the file lets it be known', () => {
  expect(debtorWord({ civility: 'MME', kinship_label: 'tuteur' })).toBe('débitrice');
  expect(debtorWord({ civility: '', kinship_label: 'mère' })).toBe('débitrice');
  expect(debtorWord({ civility: 'M', kinship_label: 'père' })).toBe('débiteur');
});
