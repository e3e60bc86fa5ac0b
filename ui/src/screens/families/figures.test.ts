import { expect, test } from 'vitest';
import type { FamilyView } from '$lib/api';
import { figuresOf } from './figures';

const home = (letter: string, label: string | null): unknown => ({
  letter,
  bracket: { state: 'current', label, month: '2026-03', until: null },
});

const priceOf = (...households: unknown[]): string | undefined => {
  const file = { households, missing: [], children: [], bookings: [] } as unknown as FamilyView;
  return figuresOf(file).find(({ label }) => label === 'Tarif')?.figure;
};

test('a price that two households share is said once', () => {
  expect(priceOf(home('A', null), home('B', null))).toBe('A et B plein tarif');
  expect(priceOf(home('A', 'T2'), home('B', null))).toBe('A T2 · B plein tarif');
  expect(priceOf(home('A', 'T2'))).toBe('T2');
});
