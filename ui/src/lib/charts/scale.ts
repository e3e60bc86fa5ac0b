/**
 * The three scales the charts need. d3-scale would do it, but it brings d3-color, which assigns `constructor` on an
 * object: an error in the desktop window, whose prototypes are frozen.
 */

/** From a range of values to a range of pixels, with round marks. */
export interface LinearScale {
  (value: number): number;
  ticks: number[];
}

export function linear([low, high]: [number, number], [from, to]: [number, number]): LinearScale {
  const wide = high - low || 1;
  const scale = (value: number): number => from + ((value - low) / wide) * (to - from);
  return Object.assign(scale, { ticks: ticksBetween(low, high) });
}

/** The same, with both ends moved out to round marks. */
export function linearNice([low, high]: [number, number], range: [number, number], about = 4): LinearScale {
  const step = roundStep((high - low || 1) / about);
  const bottom = Math.floor(low / step) * step;
  const top = Math.ceil(high / step) * step;
  return Object.assign(linear([bottom, top], range), { ticks: ticksBetween(bottom, top, about) });
}

/** Evenly spaced slots: upright bars. */
export function band(
  count: number,
  [from, to]: [number, number],
  between = 0.34,
  around = 0.1,
): { at: (slot: number) => number; width: number } {
  const step = (to - from) / Math.max(1, count - between + around * 2);
  const width = step * (1 - between);
  const start = from + step * around;
  return { at: (slot) => start + slot * step, width };
}

/** Evenly spaced points, from one end to the other. */
export function points(count: number, [from, to]: [number, number]): (at: number) => number {
  const step = count > 1 ? (to - from) / (count - 1) : 0;
  return (at) => (count > 1 ? from + at * step : (from + to) / 2);
}

/** 1, 2, 5 times a power of ten: the marks people count with. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  return (unit >= 7.07 ? 10 : unit >= 3.16 ? 5 : unit >= 1.41 ? 2 : 1) * power;
}

function ticksBetween(low: number, high: number, about = 4): number[] {
  const step = roundStep((high - low || 1) / about);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplied, not added up, so that 0.1 stays 0.1.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  );
}

/** A broken line through the points that exist; a missing one leaves a gap. */
export function linePath(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let pen = 'M';
  let path = '';
  values.forEach((value, at) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
