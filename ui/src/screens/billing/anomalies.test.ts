import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnomalyCode, AnomalyRemedy, AnomalyRow } from '$lib/api';
import { router } from '$lib/shell/router.svelte';
import { routes } from '$lib/shell/routes';
import { type ListedAnomaly, nextFault, placeOf, remedyLabels } from './anomalies';

const one = (key: string, group: ListedAnomaly['group']): ListedAnomaly => ({ key, group }) as ListedAnomaly;
const rows = [one('a', 'blocking'), one('b', 'to_check'), one('c', 'blocking'), one('d', 'settled')];

it('walks what blocks first, round and round', () => {
  expect(nextFault(rows, undefined, 1)?.key).toBe('a');
  expect(nextFault(rows, rows[0], 1)?.key).toBe('c');
  expect(nextFault(rows, rows[2], 1)?.key).toBe('a');
  expect(nextFault(rows, rows[0], -1)?.key).toBe('c');
  expect(nextFault(rows, rows[1], 1)?.key).toBe('c');
});
it('walks what is to check when nothing blocks, and never what is settled', () => {
  expect(nextFault(rows.slice(1, 2).concat(rows[3]!), undefined, 1)?.key).toBe('b');
  expect(nextFault([rows[3]!], undefined, 1)).toBeUndefined();
});

/** An anomaly as the core fills it: a household's, a child's in a unit, a unit's, a unit's on a day, the month's. */
const row = (code: AnomalyCode, remedy: AnomalyRemedy, over: Partial<AnomalyRow>): AnomalyRow => ({
  code,
  severity: 'blocking',
  title: '',
  subject: '',
  statement: '',
  amount_cents: 0,
  remedy,
  family: null,
  household: null,
  child: null,
  activity: null,
  unit: null,
  day: null,
  invoice: null,
  ...over,
});
const ofHousehold = { family: 'f', household: 'h' };
const ofChild = { ...ofHousehold, child: 'c', activity: 'a', unit: 'u' };

const places: Record<AnomalyCode, [AnomalyRemedy, Partial<AnomalyRow>, string | undefined]> = {
  tariff_missing: [
    'open_tariff',
    { activity: 'a', unit: 'u' },
    '#/activites?onglet=tarifs&activite=a&unite=u',
  ],
  month_unfinished: ['accept_bookings_to_come', {}, undefined],
  custody_missing: ['complete_custody', ofChild, '#/familles/f?onglet=foyers&garde=c'],
  holidays_unknown: ['complete_custody', ofChild, '#/familles/f?onglet=foyers&garde=c'],
  custody_disputed: ['complete_custody', ofChild, '#/familles/f?onglet=foyers&garde=c'],
  debtor_name_cut: ['complete_debtor', ofHousehold, '#/familles/f?onglet=foyers&foyer=h'],
  debtor_incomplete: ['complete_debtor', ofHousehold, '#/familles/f?onglet=foyers&foyer=h'],
  helped_twice: ['open_subsidies', ofHousehold, '#/familles/f?onglet=tarif'],
  quotient_missing: ['enter_quotient', ofHousehold, '#/familles/f?onglet=tarif&quotient=h'],
  day_not_ticked: [
    'tick_day',
    { activity: 'a', unit: 'u', day: '2026-03-02' },
    '#/presences?lieu=activity%3Aa&jour=2026-03-02&vue=day',
  ],
  over_capacity: [
    'tick_day',
    { activity: 'a', unit: 'u', day: '2026-03-02' },
    '#/presences?lieu=activity%3Aa&jour=2026-03-02&vue=day',
  ],
  negative_total: ['open_invoice', ofHousehold, undefined],
  under_threshold: ['open_invoice', ofHousehold, undefined],
  attendance_without_registration: [
    'open_registration',
    ofChild,
    '#/activites?onglet=inscriptions&activite=a&enfant=c',
  ],
  changed_after_issue: [
    'add_adjustment',
    { ...ofHousehold, child: 'c', invoice: 'i' },
    '#/facturation/factures/i?regulariser=oui',
  ],
};

describe('each anomaly', () => {
  beforeEach(() => (router.known = new Set(Object.keys(routes))));
  afterEach(() => (router.known = new Set()));

  it.each(Object.entries(places))(
    '%s opens the place where it is put right',
    (code, [remedy, over, href]) => {
      expect(placeOf(row(code as AnomalyCode, remedy, over))).toBe(href);
      expect(remedyLabels[remedy]).not.toBe('');
    },
  );

  it('of what was carried over before opens the account of the household', () => {
    expect(placeOf(row('changed_after_issue', 'add_adjustment', { ...ofHousehold, child: 'c' }))).toBe(
      '#/reglements/foyers/h',
    );
  });

  it('never links to a place the agent may not enter', () => {
    router.known = new Set();
    for (const [code, [remedy, over]] of Object.entries(places)) {
      expect(placeOf(row(code as AnomalyCode, remedy, over))).toBeUndefined();
    }
  });
});
