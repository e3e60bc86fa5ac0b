/**
 * How figures, dates and names are typeset. `Intl` separates thousands with U+202F, which the packaged fonts do not
 * hold: everything leaving this file carries U+00A0 instead, and a true minus (U+2212).
 */
export const NBSP = '\u00a0';
const MINUS = '\u2212';

function typeset(text: string): string {
  return text.replaceAll('\u202f', NBSP).replaceAll(' ', NBSP).replace(/^-/, MINUS);
}

const wholes = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });

/** 1184 → « 1 184 ». */
export function formatNumber(value: number): string {
  return typeset(wholes.format(value));
}

/** Whole cents to « 48 317,62 € »; never through a floating amount. */
export function formatCents(cents: number, { sign = false, unit = true } = {}): string {
  const absolute = Math.abs(cents);
  const euros = Math.trunc(absolute / 100);
  const rest = String(absolute % 100).padStart(2, '0');
  const mark = cents < 0 ? MINUS : sign && cents > 0 ? '+' : '';
  return `${mark}${formatNumber(euros)},${rest}${unit ? `${NBSP}€` : ''}`;
}

/** A quotient, kept in cents: in euros, without decimals when there are none. « 742 », « 684,50 » */
export function formatQuotient(cents: number): string {
  return cents % 100 === 0 ? formatNumber(cents / 100) : formatCents(cents, { unit: false });
}

/** Permille to « 8,4 % », without trailing zero. */
export function formatPermille(permille: number): string {
  const whole = Math.trunc(Math.abs(permille) / 10);
  const tenth = Math.abs(permille) % 10;
  return `${permille < 0 ? MINUS : ''}${whole}${tenth ? `,${tenth}` : ''}${NBSP}%`;
}

/** Minutes to hours and hundredths, as the CAF takes them: 32 415 → « 540,25 ». */
export function formatHours(minutes: number): string {
  const hundredths = Math.round((minutes * 100) / 60);
  return `${formatNumber(Math.trunc(hundredths / 100))},${String(hundredths % 100).padStart(2, '0')}`;
}

/** « 92 Ko », « 1,2 Mo »: the size of a file, as people say it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes}${NBSP}octets`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)}${NBSP}Ko`;
  const tenths = Math.round(bytes / 100_000);
  return `${formatNumber(Math.trunc(tenths / 10))},${tenths % 10}${NBSP}Mo`;
}

/** A civil date, `2026-11-24`, seen as noon UTC so that no time zone moves it. */
function civil(iso: string): Date {
  const [year = 1970, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day, 12));
}

function dateFormat(options: Intl.DateTimeFormatOptions): (iso: string) => string {
  const format = new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: 'UTC' });
  return (iso) => format.format(civil(iso)).replaceAll('\u202f', NBSP);
}

/** « 24/11/2026 » */
export const formatDate = dateFormat({ day: '2-digit', month: '2-digit', year: 'numeric' });
/** « du 01/09/2025 au 31/03/2026 », « depuis le 01/09/2025 », « jusqu’au 31/03/2026 »; nothing when neither day is known. */
export function formatPeriod(from: string | null, to: string | null): string {
  if (from && to) return `du ${formatDate(from)} au ${formatDate(to)}`;
  if (from) return `depuis le ${formatDate(from)}`;
  return to ? `jusqu’au ${formatDate(to)}` : '';
}
/** A birth date, as far as it is known: « 12/03/1985 », « mars 1985 », « 1985 ». */
export function formatBirth(birth: string): string {
  if (birth.length === 4) return birth;
  return birth.length === 7 ? formatMonth(birth) : formatDate(birth);
}
/** « né le 12/03/1985 », « née en mars 1985 », « né(e) en 1985 ». */
export function formatBorn(birth: string, sex: 'F' | 'M' | null = null): string {
  const word = sex === 'F' ? 'née' : sex === 'M' ? 'né' : 'né(e)';
  return `${word} ${birth.length < 10 ? 'en' : 'le'} ${formatBirth(birth)}`;
}
/** « 24/11 » */
export const formatDayMonth = dateFormat({ day: '2-digit', month: '2-digit' });
/** « mardi 24 novembre » */
export const formatDay = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' });
/** « mardi 24 novembre 2026 » */
export const formatLongDate = dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
/** « novembre 2026 », from `2026-11` or a day of it */
export const formatMonth = dateFormat({ month: 'long', year: 'numeric' });
/** « mar. 24 » */
export const formatShortDay = dateFormat({ weekday: 'short', day: 'numeric' });
/** « mar. 24 nov. » */
export const formatShortDate = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });

/** An instant of the journal, in the desk's own time: « 24/11/2026 à 11:14 ». */
export function formatInstant(instant: string | number): string {
  const at = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} à ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The time of an instant, in the desk's own time: « 10:38 ». */
export function formatClock(instant: number): string {
  const at = new Date(instant);
  return formatMinute(at.getHours() * 60 + at.getMinutes());
}

/** Minutes of the day to « 11:30 ». */
export function formatMinute(minute: number): string {
  return `${String(Math.trunc(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** « de Tom », « d’Élise », « d’Hicham », « d’Yves », « de Yasmine »: a name after « de ». */
export function ofName(name: string): string {
  const elided = /^(?:[aeiouàâäéèêëîïôöùûüœæh]|y[^aeiouàâäéèêëîïôöùûüœæ])/i.test(name);
  return (elided ? 'd’' : 'de ') + name;
}

/** « d’octobre », « de novembre ». */
export function ofMonth(iso: string, { year = false } = {}): string {
  const name = year ? formatMonth(iso) : formatMonth(iso).split(' ')[0]!;
  return ofName(name);
}

/** « 1 famille », « 4 familles »: the number and its noun, kept together. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)}${NBSP}${plural(n, one, many)}`;
}

/** French keeps the singular below two. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return Math.abs(n) < 2 ? one : many;
}

const spelledOut = ['Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf', 'Dix', 'Onze', 'Douze'];

/** « Trois points », « Une famille »: a number that opens a sentence, in letters up to twelve. */
export function spelled(
  n: number,
  one: string,
  { many = `${one}s`, feminine = false }: { many?: string; feminine?: boolean } = {},
): string {
  const small = [feminine ? 'Aucune' : 'Aucun', feminine ? 'Une' : 'Un', ...spelledOut];
  return `${small[n] ?? formatNumber(n)} ${plural(n, one, many)}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** « Anne-Sixtine » + « Le Goff » → « AL »: two letters for the round portrait of an agent or a child. */
export function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? words[words.length - 1]! : first.slice(1);
  return (first.charAt(0) + last.charAt(0)).toLocaleUpperCase('fr');
}

/** Years below 18, months below 2: « 7 ans », « 17 mois ». Both dates are civil. */
export function formatAge(birth: string, today: string): string {
  const [by = 0, bm = 1, bd = 1] = birth.split('-').map(Number);
  const [ty = 0, tm = 0, td = 0] = today.split('-').map(Number);
  const months = (ty - by) * 12 + (tm - bm) - (td < bd ? 1 : 0);
  if (months < 24) return `${Math.max(0, months)}${NBSP}mois`;
  return count(Math.trunc(months / 12), 'an');
}

/** For filters and matching in lists: no accent, no case, apostrophes and hyphens as spaces. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/['’\-\u00a0]/g, ' ');
}

/** The folded text, and where each of its letters stands in the text as written: « œ » folds to two letters. */
export function foldedWithPlaces(text: string): { text: string; places: number[] } {
  let all = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const bare = folded(letter);
    all += bare;
    places.push(...Array.from({ length: bare.length }, () => at));
    at += letter.length;
  }
  return { text: all, places: [...places, text.length] };
}

/** Ten digits of a French number in pairs; anything else as it is. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '').replace(/^\+(?:33|262|590|594|596)(?=\d{9}$)/, '0');
  return /^0\d{9}$/.test(digits) ? digits.replace(/(\d{2})(?=\d)/g, `$1${NBSP}`) : phone;
}

/** An IBAN in groups of four. */
export function formatIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, `$1${NBSP}`);
}

/** A label inside a sentence: without its capital, unless it is an acronym (« SIRET »). */
export function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('fr') + label.slice(1);
}

/** « Inscriptions, facturation »: labels one after the other, the first one only with its capital. */
export function enumeration(labels: readonly string[]): string {
  return labels.map((label, at) => (at === 0 ? label : inSentence(label))).join(', ');
}
