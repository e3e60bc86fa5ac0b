import { expect, it } from 'vitest';
import type { BondView } from '$lib/api';
import { hasLost, perChild } from './bonds';

const bond = (child_name: string, kinship_label: string, authority: BondView['authority']): BondView => ({
  child: child_name,
  child_name,
  kinship: 'other',
  kinship_label,
  authority,
  authority_label: '',
});

it('says a bond once when it is the same with every child', () => {
  const same = [bond('Tom', 'mère', 'joint'), bond('Élise', 'mère', 'joint')];
  expect(perChild(same, (one) => one.kinship_label)).toBe('mère');
  const mixed = [bond('Tom', 'mère', 'joint'), bond('Élise', 'beau-parent', null)];
  expect(perChild(mixed, (one) => one.kinship_label)).toBe('mère de Tom, beau-parent d’Élise');
  expect(perChild([], (one) => one.kinship_label)).toBe('—');
});

it('sees a loss over one child', () => {
  expect(hasLost([bond('Tom', 'père', 'joint'), bond('Élise', 'père', 'lost')])).toBe(true);
  expect(hasLost([bond('Tom', 'père', null)])).toBe(false);
  expect(hasLost(undefined)).toBe(false);
});
