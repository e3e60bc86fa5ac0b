/** Fill of the nth series (from 0), given the id under which `Patterns` was drawn. */
export function fillOf(patterns: string, at: number): string {
  const series = (at % 5) + 1;
  return series === 2 || series === 4 ? `url(#${patterns}-${series})` : `var(--d${series})`;
}
