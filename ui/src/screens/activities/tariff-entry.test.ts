import { describe, expect, it } from 'vitest';
import type { TariffView } from '$lib/api';
import {
  blankTariff,
  bracketLabel,
  draftOf,
  entryAfter,
  formatRate,
  parsePart,
  parseRate,
  requiredOf,
} from './tariff-entry';

describe('a rate', () => {
  it.each([
    ['0,62 %', '0.0062', '0,62\u00a0%'],
    ['0.0619', '0.000619', '0,0619\u00a0%'],
    ['12', '0.12', '12\u00a0%'],
    ['12,5', '0.125', '12,5\u00a0%'],
    ['100', '1', '100\u00a0%'],
    ['10,00', '0.1', '10\u00a0%'],
    ['0', '0', '0\u00a0%'],
  ])('reads %s as the factor %s', (typed, factor, shown) => {
    expect(parseRate(typed)).toEqual({ value: factor });
    expect(formatRate(factor)).toBe(shown);
  });
  it.each(['-1', 'douze', '1,2,3'])('refuses %s and says what was expected', (typed) => {
    expect(parseRate(typed).problem).toContain('par exemple');
  });
});

it('a part is a permille, never above the whole', () => {
  expect(parsePart('12,5 %')).toEqual({ value: 125 });
  expect(parsePart('100')).toEqual({ value: 1000 });
  expect(parsePart('100,1').problem).toBeDefined();
  expect(parsePart('33,33').problem).toContain('une décimale');
});

it('brackets say what they cover', () => {
  const brackets = [{ up_to: 60000 }, { up_to: 90050 }, { up_to: null }];
  expect(brackets.map((_, at) => bracketLabel(brackets, at))).toEqual([
    'Jusqu’à 600',
    'Plus de 600, jusqu’à 900,50',
    'Plus de 900,50',
  ]);
});

const voted: TariffView = {
  card: {
    id: 't',
    activity_id: 'a',
    activity_name: 'Cantine',
    unit_id: null,
    unit_name: null,
    name: 'Cantine, par tranche',
    deliberation: '2026-41',
    method_label: '',
    prices_label: '',
    each_label: '',
    valid_from: '2026-09-01',
    valid_to: null,
    standing: 'current',
    depends_on_income: true,
  },
  method: {
    kind: 'bracket',
    brackets: [
      { up_to: 60000, resident: 120, non_resident: null },
      { up_to: null, resident: 590, non_resident: 720 },
    ],
  },
  basis: { kind: 'per_unit' },
  siblings: { scope: 'any_activity', from_rank: [[2, 100]], not_at_highest: true },
  billed: 0b10101110,
  versions: [],
};

it('a new vote starts from the version it replaces, without its date and its deliberation', () => {
  const entry = entryAfter(voted);
  expect([entry.valid_from, entry.deliberation]).toEqual([null, '']);
  const draft = draftOf({ ...entry, valid_from: '2027-01-01', deliberation: '2026-88' });
  expect(draft).toMatchObject({
    activity: 'a',
    method: voted.method,
    basis: voted.basis,
    siblings: voted.siblings,
    billed: voted.billed,
  });
});

it('the last bracket stays open and asks for no bound', () => {
  const entry = blankTariff('a');
  expect(requiredOf(entry)).toContain('method.brackets.0.up_to');
  expect(requiredOf(entry)).not.toContain('method.brackets.1.up_to');
  entry.method.brackets[1]!.up_to = 99900;
  const { method } = draftOf(entry);
  expect(method.kind === 'bracket' && method.brackets.at(-1)!.up_to).toBeNull();
});

it('a next vote applies to what the former one did', () => {
  const terms = { rate: '0.0062', floor: 50, cap: 600 };
  const entry = entryAfter({
    ...voted,
    method: { kind: 'effort_rate', base: 'monthly_income', resident: terms, non_resident: null },
  });
  expect(entry.method.base).toBe('monthly_income');
});

it('a method asks for its own answers only', () => {
  const entry = blankTariff('a');
  entry.method.kind = 'effort_rate';
  expect(requiredOf(entry)).not.toContain('method.price');
  expect(requiredOf(entry)).not.toContain('method.others.cap');
  entry.method.apart = true;
  expect(requiredOf(entry)).toContain('method.others.cap');
});
