/** Rows above this number are drawn only where they are seen. */
export const VIRTUAL_FROM = 200;
/** The same, in the frame in which a list appears: what nobody can see yet waits for the next. */
export const FIRST_FRAME = 40;
const OVERSCAN = 8;

export interface Slice {
  first: number;
  /** One after the last drawn. */
  end: number;
  before: number;
  after: number;
}

/** Which rows to draw, and the height of those left out on either side. All rows have the same height; up to `most`, they are all drawn. */
export function sliceOf(
  count: number,
  row: number,
  scrollTop: number,
  height: number,
  most = VIRTUAL_FROM,
): Slice {
  if (count <= most || row <= 0) return { first: 0, end: count, before: 0, after: 0 };
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / row)) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scrollTop + height) / row) + OVERSCAN);
  return { first, end, before: first * row, after: (count - end) * row };
}
