import { describe, expect, it } from 'vitest';
import {
  caretAfterMask,
  maskIban,
  maskPhone,
  parseBirth,
  parseCents,
  parseDate,
  parseMinute,
  parseMonth,
  parseWhole,
} from './parse';

describe('dates', () => {
  it.each([
    ['24/11/2026', '2026-11-24'],
    ['4/1/26', '2026-01-04'],
    ['24 11 84', '1984-11-24'],
    ['14032019', '2019-03-14'],
    ['140319', '2019-03-14'],
    ['24.11.2026', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['29/02/2024', '2024-02-29'],
    ['  ', null],
  ])('%s → %s', (text, iso) => expect(parseDate(text, 2026)).toEqual({ value: iso }));

  it.each([
    ['31/02/2021', 'Février n’a que 28 jours en 2021.'],
    ['31/04/2021', 'Avril n’a que 30 jours.'],
    ['12/13/2021', 'Il n’y a pas de mois 13.'],
    ['demain', 'Date attendue\u00a0: jour, mois, année, par exemple 24/11/2026.'],
    ['0/1/2021', 'Janvier n’a que 31 jours.'],
  ])('%s is refused', (text, problem) => expect(parseDate(text, 2026)).toEqual({ problem }));
});

it.each([
  ['10/2026', '2026-10'],
  ['10/26', '2026-10'],
  ['octobre 2026', '2026-10'],
  ['2026-10', '2026-10'],
  ['102026', '2026-10'],
])('month %s', (text, month) => expect(parseMonth(text, 2026)).toEqual({ value: month }));
it.each(['13/2026', 'brumaire 2026', '2026'])('month %s is refused', (text) =>
  expect(parseMonth(text, 2026).problem).toBeDefined(),
);

it.each([
  ['12', 1200],
  ['12,5', 1250],
  ['12,', 1200],
  ['1 234,56 €', 123456],
  ['0.07', 7],
  ['', null],
])('amount %s', (text, cents) => expect(parseCents(text)).toEqual({ value: cents }));
it.each(['12,345', 'douze', '1,2,3', '-3'])('amount %s is refused', (text) =>
  expect(parseCents(text).problem).toBeDefined(),
);
it('reads a true minus where a negative amount makes sense', () =>
  expect(parseCents('\u22123,20', { negative: true })).toEqual({ value: -320 }));

it.each([
  ['11:30', 690],
  ['11h30', 690],
  ['8 h', 480],
  ['8', 480],
  ['0830', 510],
  ['24:00', 1440],
])('time %s', (text, minute) => expect(parseMinute(text)).toEqual({ value: minute }));
it.each(['25:00', '11:75', 'midi'])('time %s is refused', (text) =>
  expect(parseMinute(text).problem).toBeDefined(),
);
it('reads whole numbers', () => expect(parseWhole('1 184')).toEqual({ value: 1184 }));

describe('birth dates', () => {
  it.each([
    ['14/03/2019', '2019-03-14'],
    ['140319', '2019-03-14'],
    ['2019-03-14', '2019-03-14'],
    ['1985', '1985'],
    ['00/00/1985', '1985'],
    ['03/1985', '1985-03'],
    ['3 1985', '1985-03'],
    ['00/03/1985', '1985-03'],
    ['mars 1985', '1985-03'],
    ['1985-03', '1985-03'],
    ['', null],
  ])('%s is %s', (typed, value) => {
    expect(parseBirth(typed, 2026)).toEqual({ value });
  });
  it.each(['13/1985', '85', '31/02/2021', 'vers 1985', '00/1985/03'])('%s is no birth date', (typed) => {
    expect(parseBirth(typed, 2026).problem).toBeTruthy();
  });
});

describe('masks', () => {
  it('pairs a phone and knows +33', () => {
    expect(maskPhone('0671302508')).toBe('06 71 30 25 08');
    expect(maskPhone('+336713')).toBe('06 71 3');
    expect(maskPhone('+32 475')).toBe('+32 475');
  });
  it('groups an IBAN', () => expect(maskIban('fr76 30006000')).toBe('FR76 3000 6000'));
  it('keeps the caret after the same figure', () => {
    expect(caretAfterMask('0671', 4, '06 71')).toBe(5);
    expect(caretAfterMask('06713', 3, '06 71 3')).toBe(4);
  });
});
