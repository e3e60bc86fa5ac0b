import { describe, expect, it } from 'vitest';
import { CallError } from '$lib/api';
import { blankSheets, grouped, parseLine, placed, sentSheets, splitLines } from './sheets';

describe('a line of a sheet', () => {
  it('is read without its hyphens, whatever the case', () => {
    expect(parseLine('7gq4 a0z9-1111 2222')).toEqual({ value: '7GQ4-A0Z9-1111-2222' });
  });
  it('takes O, I and L for the digits they are', () => {
    expect(parseLine('OIL0000011112222')).toEqual({ value: '0110-0000-1111-2222' });
  });
  it('says how many characters it lacks, or has too many', () => {
    expect(parseLine('7GQ4A0Z9111122').problem).toBe('Il manque 2 sur 16 caractères.');
    expect(parseLine('7GQ4A0Z9111122223').problem).toBe('En trop\u00a0: 1, pour 16 caractères.');
    expect(parseLine('UUUU').problem).toMatch(/n’est pas sur les feuilles/);
    expect(parseLine('')).toEqual({ value: null });
  });
  it('draws its groups as it is typed', () => expect(grouped('7gq4a0')).toBe('7GQ4-A0'));
  it('comes with the others when a sheet is pasted', () => {
    expect(splitLines('7gq4a0z911112222\r\n\n0000-1111-2222-3333\n')).toEqual([
      '7GQ4-A0Z9-1111-2222',
      '0000-1111-2222-3333',
    ]);
  });
});

describe('what the core says of a sheet', () => {
  const refusal = (message: string, code: CallError['code'] = 'refused'): CallError =>
    new CallError({ code, message, fields: [], reference: null, params: null });
  it('stands at the line it names', () => {
    const error = refusal('Feuille C, ligne 3\u00a0: un caractère n’est pas le bon. Relisez-la.');
    expect(placed(error, 'AC').fields[0]).toMatchObject({ field: 'second.lines.2', message: error.message });
  });
  it('stands at the first line when it is the whole sheet', () => {
    expect(placed(refusal('La feuille A n’est pas de ce jeu.'), 'AB').fields[0]?.field).toBe('first.lines.0');
  });
  it('is left as it is otherwise', () => {
    const other = refusal('Ces feuilles ne sont pas celles de ce coffre.');
    expect(placed(other, 'AB')).toBe(other);
    const damaged = refusal('Feuille A, ligne 1', 'damaged');
    expect(placed(damaged, 'AB')).toBe(damaged);
  });
});

it('sends the letters of the sheets that are there', () => {
  const sheets = { ...blankSheets(), pair: 'BC' as const };
  sheets.second.lines[0] = 'X';
  expect(sentSheets(sheets)).toMatchObject({
    first: { letter: 'B' },
    second: { letter: 'C', text: 'X\n\n\n\n\n\n\n' },
  });
});
