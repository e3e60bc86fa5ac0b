import { describe, expect, it } from 'vitest';
import type { QuotientEffectRow, QuotientInForce } from '$lib/api';
import { effectOf } from './quotient-rows';

describe('what a trial changes today', () => {
  const at = (value_cents: number, bracket: string | null, month = '2026-03'): QuotientInForce => ({
    value_cents,
    bracket,
    month,
  });
  it.each([
    ['none', at(68_400, 'Tranche 3'), null],
    ['none', at(68_400, 'Tranche 3'), at(68_400, 'Tranche 3')],
    ['first', null, at(42_000, 'Tranche 2')],
    ['bracket', at(68_400, 'Tranche 3'), at(42_000, 'Tranche 2')],
    ['value', at(68_400, 'Tranche 3'), at(70_000, 'Tranche 3')],
    ['value', at(68_400, null), at(68_400, null, '2026-04')],
  ] as const)('%s', (effect, before, after) => {
    expect(effectOf({ before, after } as QuotientEffectRow)).toBe(effect);
  });
});
