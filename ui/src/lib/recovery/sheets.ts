// The recovery sheets as they are typed: what a line is, and where the core's word about one of them belongs.
import { CallError, type TypedSheets } from '$lib/api';
import type { Parsed } from '$lib/text/parse';

export const LINES = 8;
const CHARACTERS = 16;

/** Which two of the three sheets are at the desk. */
export type Pair = 'AB' | 'AC' | 'BC';

export interface TypedLines {
  lines: string[];
}
export interface SheetEntry {
  pair: Pair;
  first: TypedLines;
  second: TypedLines;
}

/** What the try ends with: the job of `recovery_rehearse`. */
export interface SheetsTriedView {
  families: number;
  children: number;
  /** Compartments the sheets opened, of seven. */
  compartments: number;
}

export const blankSheets = (): SheetEntry => ({
  pair: 'AB',
  first: { lines: Array<string>(LINES).fill('') },
  second: { lines: Array<string>(LINES).fill('') },
});

export const lettersOf = (pair: Pair): { first: string; second: string } => ({
  first: pair[0] ?? '',
  second: pair[1] ?? '',
});

/** Every line is asked for. */
export const linePaths = Array.from({ length: LINES }, (_, at) => at).flatMap(
  (at) => [`first.lines.${at}`, `second.lines.${at}`] as const,
);

/** What counts of a line: spaces and hyphens are how it is printed; O, I and L are not on the sheets, they are 0 and 1. */
export function essence(text: string): string {
  return text.toLocaleUpperCase('fr').replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** Groups of four, as on the sheet. */
export function grouped(text: string): string {
  return (essence(text).match(/.{1,4}/g) ?? []).join('-');
}

export const isWhole = (text: string): boolean => essence(text).length === CHARACTERS;

/** A line, or what it lacks; whether it is the right one is for the core to say. */
export function parseLine(text: string): Parsed<string> {
  const typed = essence(text);
  if (typed === '') return { value: null };
  const foreign = /[^0-9A-Z]|U/.exec(typed)?.[0];
  if (foreign) return { problem: `«\u00a0${foreign}\u00a0» n’est pas sur les feuilles.` };
  if (typed.length < CHARACTERS)
    return { problem: `Il manque ${CHARACTERS - typed.length} sur 16 caractères.` };
  if (typed.length > CHARACTERS)
    return { problem: `En trop\u00a0: ${typed.length - CHARACTERS}, pour 16 caractères.` };
  return { value: grouped(typed) };
}

/** A whole sheet pasted, or read by a scanner: its lines. */
export const splitLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(grouped)
    .filter((line) => line !== '');

export function sentSheets({ pair, first, second }: SheetEntry): TypedSheets {
  const letters = lettersOf(pair);
  const text = ({ lines }: TypedLines): string => lines.map((line) => line ?? '').join('\n');
  return {
    first: { letter: letters.first, text: text(first) },
    second: { letter: letters.second, text: text(second) },
  };
}

/**
 * The core's refusal, beside the line it names. It says where in its sentence alone: « Feuille A, ligne 3 : … », and a
 * sheet without a line means its first.
 */
export function placed(error: CallError, pair: Pair): CallError {
  const named = /feuille ([ABC])(?:, ligne (\d))?/i.exec(error.message);
  if (error.code !== 'refused' || !named || error.fields.length > 0) return error;
  const side = named[1] === lettersOf(pair).first ? 'first' : 'second';
  return new CallError({
    code: error.code,
    message: error.message,
    reference: error.reference,
    params: error.params,
    fields: [
      {
        field: `${side}.lines.${Number(named[2] ?? 1) - 1}`,
        code: 'malformed',
        message: error.message,
        severity: 'blocking',
      },
    ],
  });
}
