import type { PatternSaveRequest, PatternView, Weekdays } from '$lib/api';

export interface PatternEntry {
  from: string | null;
  to: string | null;
  /** Odd weeks differ from even ones: alternating custody, mostly. */
  alternate: boolean;
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
  return { from, to: null, alternate: lines.some((line) => line.even !== line.odd), lines };
}

export function requestOfPattern(child: string, entry: PatternEntry): PatternSaveRequest {
  return {
    child,
    from: entry.from!,
    to: entry.to,
    lines: entry.lines.map(({ unit, even, odd }) => ({
      unit,
      even_weekdays: even,
      odd_weekdays: entry.alternate ? odd : even,
    })),
  };
}
