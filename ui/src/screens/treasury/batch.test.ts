import { beforeEach, describe, expect, it } from 'vitest';
import type { BordereauRow, LeftOutRow, RejectionRow, TreasuryBatchView } from '$lib/api';
import { router } from '$lib/shell/router.svelte';
import { allotment, batchRows, collected, familiesOf, remedyOf } from './batch';

const rejection = (over: Partial<RejectionRow>): RejectionRow => ({
  family: 'f1',
  family_name: 'Quéméner',
  household: 'h1',
  titre: 4,
  part: 'debtor',
  part_label: 'tiers',
  field: 'civility',
  message: '',
  remedy: '',
  amount_cents: 6240,
  ...over,
});
const small = { invoice: 'i1', family_name: 'Picard' } as LeftOutRow;

beforeEach(() => {
  router.known = new Set(['family', 'treasury_settings', 'activities']);
});

describe('a batch', () => {
  it('counts a family once, and the town for none', () =>
    expect(familiesOf([rejection({}), rejection({ part: 'address' }), rejection({ family: null })])).toBe(1));

  it('lists refusals before what stays out of it', () => {
    const view = { rejections: [rejection({})], left_out: [small] } as unknown as TreasuryBatchView;
    expect(batchRows(view).map((one) => one.group)).toEqual(['rejection', 'left_out']);
  });

  it('sets apart what the régie left unpaid, which may be chosen', () => {
    const unpaid = { ...small, invoice: 'i2', may_be_sent: true };
    const view = { rejections: [], left_out: [small, unpaid] } as unknown as TreasuryBatchView;
    expect(batchRows(view).map((one) => [one.key, one.group])).toEqual([
      ['i1', 'left_out'],
      ['i2', 'unpaid'],
    ]);
  });

  it('says what is not claimed again, and that the town may have numbers of its own', () => {
    const batch = {
      bordereau: 1,
      exercice: 2026,
      titres: 3,
      total_cents: 100,
      already_paid_cents: 2_000,
      is_first: true,
    };
    const { points } = allotment(batch as TreasuryBatchView);
    expect(points.some((point) => point.includes('20,00'))).toBe(true);
    expect(points.at(-1)).toContain('prochain numéro');
  });

  it.each([
    ['debtor', '#/familles/f1?foyer=h1'],
    ['collectivity', '#/tresor/reglages'],
    ['line', '#/activites?onglet=activites'],
  ] as const)('opens the place that settles a %s', (part, href) =>
    expect(remedyOf({ key: '', group: 'rejection', row: rejection({ part }) })?.href).toBe(href),
  );

  it('leads nowhere rather than to a place without a screen', () => {
    router.known = new Set();
    expect(remedyOf({ key: '', group: 'rejection', row: rejection({}) })).toBeUndefined();
  });

  it('says its number and its sum before it is closed for ever', () =>
    expect(
      allotment({ bordereau: 11, exercice: 2026, titres: 412, total_cents: 4_772_952 } as TreasuryBatchView)
        .consequence,
    ).toContain('le numéro 11 pour 412 titres et 47\u00a0729,52\u00a0€'));

  it('says no share of nothing', () => {
    expect(collected({ total_cents: 0, collected_cents: 0 } as BordereauRow)).toBeNull();
    expect(collected({ total_cents: 1000, collected_cents: 840 } as BordereauRow)).toBe(840);
  });
});
