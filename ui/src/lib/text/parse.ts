/**
 * What agents type, read with tolerance. Reading is not judging: whether a date is acceptable is for the core to say;
 * here a text only becomes a date, an amount, a time, or a sentence that tells what was expected.
 */
export type Parsed<T> = { value: T | null; problem?: undefined } | { value?: undefined; problem: string };

const months = [
  'Janvier',
  'Février',
  'Mars',
  'Avril',
  'Mai',
  'Juin',
  'Juillet',
  'Août',
  'Septembre',
  'Octobre',
  'Novembre',
  'Décembre',
];

const two = (n: number): string => String(n).padStart(2, '0');

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Two digits mean the nearest past, or the coming year: 19 → 2019, 84 → 1984. */
function fullYear(text: string, thisYear: number): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = thisYear - (thisYear % 100);
  return century + year > thisYear + 1 ? century - 100 + year : century + year;
}

/** A day, month and year; nothing when this has not their shape. */
function parseDay(typed: string, thisYear: number): Parsed<string> | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(typed);
  const parts = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})$/.exec(typed);
  const found = iso ? [iso[3], iso[2], iso[1]] : (run ?? parts)?.slice(1);
  if (!found) return undefined;
  const [day, month] = [Number(found[0]), Number(found[1])];
  const year = fullYear(found[2] ?? '', thisYear);
  if (month < 1 || month > 12) return { problem: `Il n’y a pas de mois ${month}.` };
  const last = daysIn(year, month);
  if (day < 1 || day > last) {
    return { problem: `${months[month - 1]} n’a que ${last} jours${month === 2 ? ` en ${year}` : ''}.` };
  }
  return { value: `${year}-${two(month)}-${two(day)}` };
}

/** `24/11/2026`, `24 11 26`, `24112026`, `2026-11-24` → `2026-11-24`. */
export function parseDate(text: string, thisYear = new Date().getFullYear()): Parsed<string> {
  const typed = text.trim();
  if (!typed) return { value: null };
  const problem = 'Date attendue\u00a0: jour, mois, année, par exemple 24/11/2026.';
  return parseDay(typed, thisYear) ?? { problem };
}

/**
 * A birth date, as far as it is known: whole as any date, or `1985` → `1985`, `03/1985` and `mars 1985` → `1985-03`. Zeros stand for what
 * is not known: `00/00/1985`.
 */
export function parseBirth(text: string, thisYear = new Date().getFullYear()): Parsed<string> {
  const typed = text.trim();
  if (!typed) return { value: null };
  const found =
    /^(?:00?[\s./-]+(?:00?[\s./-]+)?)?(\d{4})$/.exec(typed) ??
    /^(?:00?[\s./-]+)?(\d{1,2}|\p{L}{3,})[\s./-]+(\d{4})$/u.exec(typed) ??
    /^(\d{4})-(\d{2})$/.exec(typed)?.map((part, rank, all) => (rank === 0 ? part : all[3 - rank])!);
  if (!found) {
    const problem = 'Date attendue\u00a0: jour, mois, année\u00a0; ou le mois et l’année, ou l’année seule.';
    return parseDay(typed, thisYear) ?? { problem };
  }
  if (found[2] === undefined) return { value: found[1]! };
  return parseMonth(`${found[1]} ${found[2]}`, thisYear);
}

/** `10/2026`, `102026`, `octobre 2026`, `2026-10` → `2026-10`. */
export function parseMonth(text: string, thisYear = new Date().getFullYear()): Parsed<string> {
  const typed = text.trim().toLowerCase();
  if (!typed) return { value: null };
  const iso = /^(\d{4})-(\d{2})$/.exec(typed);
  const figures = iso
    ? [iso[2], iso[1]]
    : (/^(\d{1,2})[\s./-]*(\d{4}|\d{2})$/.exec(typed)?.slice(1) ?? undefined);
  const words = /^(\p{L}+)\s+(\d{4}|\d{2})$/u.exec(typed);
  const named = words ? months.findIndex((name) => name.toLowerCase().startsWith(words[1]!)) + 1 : 0;
  const month = figures ? Number(figures[0]) : named;
  const year = fullYear(figures?.[1] ?? words?.[2] ?? '', thisYear);
  if (month < 1 || month > 12 || (!figures && !words)) {
    return { problem: 'Mois attendu, par exemple 10/2026.' };
  }
  return { value: `${year}-${two(month)}` };
}

/** `12`, `12,5`, `1 234,56 €`, `-3.20` → cents, read digit by digit so that no amount is ever a floating number. */
export function parseCents(text: string, { negative = false } = {}): Parsed<number> {
  const typed = text.replace(/[\s\u00a0\u202f€]/g, '').replace(/\u2212/g, '-');
  if (!typed) return { value: null };
  const found = /^(-?)(\d{1,10})(?:[.,](\d{0,2}))?$/.exec(typed);
  if (!found) return { problem: 'Montant attendu, par exemple 12,50.' };
  if (found[1] && !negative) return { problem: 'Ce montant ne peut pas être négatif.' };
  const cents = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'));
  return { value: found[1] && cents > 0 ? -cents : cents };
}

/** « 12,5 % » is kept as 125, digit by digit. */
export function parsePermille(text: string): Parsed<number> {
  const typed = text.replace(/[\s\u00a0%]/g, '');
  if (!typed) return { value: null };
  const found = /^(\d{1,3})(?:[.,](\d?))?$/.exec(typed);
  const part = found ? Number(found[1]) * 10 + Number(found[2] ?? 0) : NaN;
  return part <= 1000
    ? { value: part }
    : { problem: 'Part attendue, de 0 à 100\u00a0%, avec une décimale au plus\u00a0: 12,5.' };
}

/** `11:30`, `11h30`, `1130`, `8 h` → minutes of the day. */
export function parseMinute(text: string): Parsed<number> {
  const typed = text.trim().toLowerCase();
  if (!typed) return { value: null };
  const found = /^(\d{1,2})\s*(?:[:h.]\s*(\d{2})?)?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed);
  const hour = Number(found?.[1]);
  const minute = Number(found?.[2] ?? 0);
  if (!found || hour > 24 || minute > 59 || hour * 60 + minute > 1440) {
    return { problem: 'Heure attendue, par exemple 11:30.' };
  }
  return { value: hour * 60 + minute };
}

/** Whole numbers; spaces are allowed between thousands. */
export function parseWhole(text: string): Parsed<number> {
  const typed = text.replace(/[\s\u00a0\u202f]/g, '');
  if (!typed) return { value: null };
  return /^\d{1,9}$/.test(typed) ? { value: Number(typed) } : { problem: 'Nombre entier attendu.' };
}

/** A number in pairs while it is typed; foreign numbers are left as they are. */
export function maskPhone(text: string): string {
  const kept = text.replace(/[^\d+]/g, '');
  if (kept.startsWith('+') && !kept.startsWith('+33')) return text.replace(/[^\d+\s]/g, '');
  const national = kept.replace(/^\+33/, '0').slice(0, 10);
  return national.replace(/(\d{2})(?=\d)/g, '$1 ');
}

/** Capitals in groups of four. */
export function maskIban(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '')
    .slice(0, 34)
    .replace(/(.{4})(?=.)/g, '$1 ');
}

/** Where the caret goes after a mask: after as many letters and digits as it stood after before. */
export function caretAfterMask(before: string, caret: number, after: string): number {
  let wanted = before.slice(0, caret).replace(/[^\p{L}\d+]/gu, '').length;
  let at = 0;
  while (at < after.length && wanted > 0) {
    if (/[\p{L}\d+]/u.test(after[at]!)) wanted -= 1;
    at += 1;
  }
  return at;
}
