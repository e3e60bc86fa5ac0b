import type { PatternReleaseView, PatternSaveRequest, PatternView, Weekdays } from '$lib/api';
import { count } from '$lib/text/format';

export interface PatternEntry {
  from: string | null;
  to: string | null;
  /** Odd weeks differ from even ones: alternating custody, mostly. */
  alternate: boolean;
  /** Frees what only the former week booked: ticked from the start, for it would be billed. */
  release: boolean;
  lines: { unit: string; even: Weekdays; odd: Weekdays }[];
}

/** What runs today, or what comes first when nothing does. */
export function entryOfPattern(view: PatternView, today: string): PatternEntry {
  const runs = view.lines.filter((line) => line.from <= today);
  const first = view.lines.map((line) => line.from).sort()[0];
  const from = runs.length === 0 && first !== undefined ? first : today;
  const shown = view.lines.filter((line) => line.from <= from && (line.to === null || from <= line.to));
  const lines = view.units.map((unit) => {
    const line = shown.findLast((one) => one.unit_id === unit.unit_id);
    return { unit: unit.unit_id, even: line?.even_weekdays ?? 0, odd: line?.odd_weekdays ?? 0 };
  });
  return { from, to: null, alternate: lines.some((line) => line.even !== line.odd), release: true, lines };
}

export function requestOfPattern(child: string, entry: PatternEntry): PatternSaveRequest {
  return {
    child,
    from: entry.from!,
    to: entry.to,
    release: entry.release,
    lines: entry.lines.map(({ unit, even, odd }) => ({
      unit,
      even_weekdays: even,
      odd_weekdays: entry.alternate ? odd : even,
    })),
  };
}

/** « Libérer 12 réservations de l’ancienne semaine type »; nothing when none is left behind. */
export function releaseLabel({ in_time, late, waiting }: PatternReleaseView): string | undefined {
  const all = in_time + late + waiting;
  return all === 0 ? undefined : `Libérer ${count(all, 'réservation')} de l’ancienne semaine type`;
}

/** What becomes of each of them, by the notice period of the activity. */
export function releaseHint({ in_time, late, waiting }: PatternReleaseView): string {
  return [
    in_time > 0 ? `${count(in_time, 'annulée à temps', 'annulées à temps')}, sans frais` : '',
    late > 0
      ? `${count(late, 'annulée tard', 'annulées tard')}, hors délai de prévenance\u00a0: facturée${late > 1 ? 's' : ''} selon le tarif`
      : '',
    waiting > 0 ? `${count(waiting, 'attente retirée', 'attentes retirées')}` : '',
  ]
    .filter(Boolean)
    .join('\u00a0; ');
}
