import { describe, expect, it } from 'vitest';
import {
  count,
  folded,
  foldedWithPlaces,
  formatBytes,
  formatAge,
  formatBirth,
  formatBorn,
  formatCents,
  formatDate,
  formatIban,
  formatNumber,
  formatPermille,
  formatPhone,
  inSentence,
  initials,
  ofMonth,
  ofName,
  spelled,
} from './format';

describe('amounts', () => {
  it.each([
    [0, '0,00\u00a0€'],
    [5, '0,05\u00a0€'],
    [4831762, '48\u00a0317,62\u00a0€'],
    [-1860, '\u221218,60\u00a0€'],
    [123456789012, '1\u00a0234\u00a0567\u00a0890,12\u00a0€'],
  ])('%i cents', (cents, text) => expect(formatCents(cents)).toBe(text));

  it('never holds the narrow space that the fonts lack', () => {
    expect(formatNumber(1_000_000)).not.toContain('\u202f');
  });
  it('shows a sign when a difference is shown', () =>
    expect(formatCents(300, { sign: true })).toBe('+3,00\u00a0€'));
  it('writes permille as per cent', () => {
    expect(formatPermille(84)).toBe('8,4\u00a0%');
    expect(formatPermille(970)).toBe('97\u00a0%');
  });
});

describe('dates', () => {
  it('does not move with the time zone', () => expect(formatDate('2026-01-01')).toBe('01/01/2026'));
  it('elides before a vowel', () => {
    expect(ofMonth('2026-10')).toBe('d’octobre');
    expect(ofMonth('2026-08')).toBe('d’août');
    expect(ofMonth('2026-11', { year: true })).toBe('de novembre 2026');
  });
  it.each([
    ['2019-03-14', '2026-11-24', '7\u00a0ans'],
    ['2025-06-09', '2026-11-24', '17\u00a0mois'],
    ['2024-11-25', '2026-11-24', '23\u00a0mois'],
    ['2024-11-24', '2026-11-24', '2\u00a0ans'],
    ['2024-11', '2026-11-24', '2\u00a0ans'],
    ['2019', '2026-01-01', '7\u00a0ans'],
  ])('age of %s on %s', (birth, today, age) => expect(formatAge(birth, today)).toBe(age));
});

describe('words', () => {
  it.each([
    ['Tom', 'de Tom'],
    ['Élise', 'd’Élise'],
    ['Hicham', 'd’Hicham'],
    ['Œdipe', 'd’Œdipe'],
    ['Yves', 'd’Yves'],
    ['Yasmine', 'de Yasmine'],
  ])('puts « de » before %s: %s', (name, said) => expect(ofName(name)).toBe(said));
  it('agrees from two', () => {
    expect(count(0, 'facture')).toBe('0\u00a0facture');
    expect(count(1, 'facture')).toBe('1\u00a0facture');
    expect(count(412, 'facture')).toBe('412\u00a0factures');
  });
  it('folds accents, ligatures and apostrophes', () =>
    expect(folded('N’Guessan-Šœur')).toBe('n guessan soeur'));
  it('keeps where each folded letter stands in the text as written', () => {
    const { text, places } = foldedWithPlaces('Œú-É');
    expect(text).toBe('oeu e');
    expect(places).toEqual([0, 0, 1, 3, 4, 5]);
  });
  it('puts a label in a sentence, acronyms as they are', () =>
    expect(['Votre nom', 'SIRET', 'Âge', 'N° de la CAF'].map(inSentence)).toEqual([
      'votre nom',
      'SIRET',
      'âge',
      'n° de la CAF',
    ]));
  it('keeps two letters of a name', () => expect(initials('Anne-Sixtine Le Goff')).toBe('AG'));
  it('pairs a French number and leaves others alone', () => {
    expect(formatPhone('+33671302508')).toBe('06\u00a071\u00a030\u00a025\u00a008');
    expect(formatPhone('+262639988828')).toBe('06\u00a039\u00a098\u00a088\u00a028');
    expect(formatPhone('+32 475 12 34')).toBe('+32 475 12 34');
  });
  it('groups an IBAN by four', () =>
    expect(formatIban('FR7630006000011234567890189')).toBe(
      'FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189',
    ));
});

it.each([
  [613, '613\u00a0octets'],
  [92_400, '92\u00a0Ko'],
  [1_234_567, '1,2\u00a0Mo'],
  [1_960_000, '2,0\u00a0Mo'],
])('a file of %i bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('opens a sentence with a number in letters', () => {
  expect(spelled(1, 'famille', { feminine: true })).toBe('Une famille');
  expect(spelled(3, 'point')).toBe('Trois points');
  expect(spelled(12, 'point')).toBe('Douze points');
  expect(spelled(1400, 'point')).toBe('1\u00a0400 points');
});

describe('births', () => {
  it('say no more than is known', () => {
    expect(['1985-03-12', '1985-03', '1985'].map(formatBirth)).toEqual(['12/03/1985', 'mars 1985', '1985']);
    expect(formatBorn('1985-03-12', 'F')).toBe('née le 12/03/1985');
    expect(formatBorn('1985-03', 'M')).toBe('né en mars 1985');
    expect(formatBorn('1985')).toBe('né(e) en 1985');
  });
});
