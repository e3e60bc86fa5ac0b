import type { ActivityKind, UnitKind, Weekdays } from '$lib/api';
import type { Option } from '$lib/components/options';
import { formatDate } from '$lib/text/format';

/** Monday first, as the bits of a mask of weekdays. */
export const weekdays = [
  { short: 'lun.', name: 'lundi' },
  { short: 'mar.', name: 'mardi' },
  { short: 'mer.', name: 'mercredi' },
  { short: 'jeu.', name: 'jeudi' },
  { short: 'ven.', name: 'vendredi' },
  { short: 'sam.', name: 'samedi' },
  { short: 'dim.', name: 'dimanche' },
] as const;

export const hasDay = (days: Weekdays, weekday: number): boolean => (days & (1 << weekday)) !== 0;
export const toggleDay = (days: Weekdays, weekday: number): Weekdays => days ^ (1 << weekday);

/** « lun. mar. jeu. ven. » */
export function weekdaysLabel(days: Weekdays): string {
  return weekdays
    .filter((_, at) => hasDay(days, at))
    .map((day) => day.short)
    .join(' ');
}

/** « lun. mar. », or « lun. (paires), mar. (impaires) » when odd and even weeks differ. */
export function rhythmLabel(even: Weekdays, odd: Weekdays): string {
  if (even === odd) return weekdaysLabel(even);
  const parts = [
    [even & odd, ''],
    [even & ~odd, ' (semaines paires)'],
    [odd & ~even, ' (semaines impaires)'],
  ] as const;
  return parts
    .filter(([days]) => days !== 0)
    .map(([days, weeks]) => weekdaysLabel(days) + weeks)
    .join(', ');
}

export const activityKinds: Option<ActivityKind>[] = [
  { value: 'school_meals', label: 'Restauration scolaire' },
  { value: 'periscolaire', label: 'Accueil périscolaire' },
  { value: 'alsh', label: 'Accueil de loisirs' },
];

export const unitKinds: Option<UnitKind>[] = [
  { value: 'meal', label: 'Repas' },
  { value: 'slot', label: 'Créneau' },
  { value: 'half_day', label: 'Demi-journée' },
  { value: 'day', label: 'Journée' },
];

/** « Scolaire et vacances », « Scolaire », « Vacances ». */
export function periodLabel({ in_term, in_holidays }: { in_term: boolean; in_holidays: boolean }): string {
  if (in_term && in_holidays) return 'Scolaire et vacances';
  return in_term ? 'Scolaire' : 'Vacances';
}

/** « du 20/12/2026 au 04/01/2027 », « le 13/07/2026 », « dès le 01/09/2026 ». */
export function spanLabel(from: string, to: string | null): string {
  if (to === null) return `dès le ${formatDate(from)}`;
  return from === to ? `le ${formatDate(from)}` : `du ${formatDate(from)} au ${formatDate(to)}`;
}

/** The month before or after: `2026-12` and 1 give `2027-01`. */
export function monthAfter(month: string, by: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.trunc(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}
