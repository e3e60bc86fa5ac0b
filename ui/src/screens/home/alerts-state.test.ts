import { expect, it } from 'vitest';
import type { AuditEntryView } from '$lib/api';
import { dayOf, detailOf, searchOf, split } from './alerts-state.svelte';

const noon = (day: string): number => Date.parse(`${day}T12:00:00`);
const entry = (day: string, agent = 'Nadia'): AuditEntryView =>
  ({ at_ms: noon(day), agent }) as AuditEntryView;

it('keeps the last month in sight, and folds what is older', () => {
  const { recent, older } = split(
    [entry('2026-11-27'), entry('2026-10-28'), entry('2026-10-27')],
    '2026-11-28',
  );
  expect(recent.map((one) => dayOf(one.at_ms))).toEqual(['2026-11-27', '2026-10-28']);
  expect(older).toHaveLength(1);
});

it('does not say its heading twice', () => {
  expect(detailOf({ label: 'Bris de glace', detail: 'Bris de glace\u00a0: profil SAN' })).toBe(
    ', profil SAN',
  );
  expect(detailOf({ label: 'Bris de glace', detail: 'Motif' })).toBe(', Motif');
  expect(detailOf({ label: 'Bris de glace', detail: null })).toBe('');
});

it('opens the journal on that agent and that day', () => {
  const agents = [
    { id: 'n', display_name: 'Nadia' },
    { id: 'l', display_name: 'Léo' },
  ];
  expect(searchOf(entry('2026-11-27'), agents)).toEqual({ du: '2026-11-27', au: '2026-11-27', agent: 'n' });
});

it('does not take one Nadia for another', () => {
  const agents = [
    { id: 'n', display_name: 'Nadia' },
    { id: 'm', display_name: 'Nadia' },
  ];
  expect(searchOf(entry('2026-11-27'), agents).agent).toBeUndefined();
  expect(searchOf(entry('2026-11-27', 'Feuilles de secours'), agents).agent).toBeUndefined();
});
