import type { Dose, Valence } from '$lib/api';

/** One injection gives a dose of each of its valences; the same dose twice is one. */
export function withInjection(doses: readonly Dose[], valences: readonly Valence[], on: string): Dose[] {
  const added = valences
    .filter((valence) => !doses.some((dose) => dose.valence === valence && dose.on === on))
    .map((valence): Dose => ({ valence, on }));
  return [...doses, ...added].sort((a, b) => a.on.localeCompare(b.on));
}

/** How many columns of doses a table needs: three at least, as on the health book. */
export function doseColumns(rows: readonly { doses: readonly string[] }[]): number {
  return Math.min(6, Math.max(3, ...rows.map((row) => row.doses.length)));
}
