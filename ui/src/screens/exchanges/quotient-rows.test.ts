import { describe, expect, it } from 'vitest';
import type { CellIssueView, QuotientEffectRow, QuotientImportRow, QuotientInForce } from '$lib/api';
import { effectOf, fieldToCorrect, issueOf, startOf } from './quotient-rows';

const fields = [
  { field: 'matricule', label: 'N°', at: 0 },
  { field: 'qf', label: 'Quotient', at: 1 },
];
const row = (issues: Partial<CellIssueView>[]): QuotientImportRow =>
  ({ line: 2, state: 'refused', cells: ['41802Z6', '742'], issues }) as QuotientImportRow;

describe('correcting a cell', () => {
  const faulty = row([
    { field: 'code_organisme', severity: 'blocking' },
    { field: 'matricule', severity: 'warning', message: 'un doute' },
    { field: 'matricule', severity: 'blocking', message: 'un refus', proposal: '4180276' },
  ]);
  it('opens the first cell at fault that the file has, or the one under the cursor', () => {
    expect(fieldToCorrect(faulty, fields, undefined)?.field).toBe('matricule');
    expect(fieldToCorrect(faulty, fields, 'qf')?.field).toBe('qf');
    expect(fieldToCorrect(faulty, fields, 'state')).toBeUndefined();
    expect(fieldToCorrect(row([{ field: 'code_organisme' }]), fields, undefined)).toBeUndefined();
  });
  it('starts with the proposal, else with what the file says', () => {
    expect(startOf(faulty, fields[0]!)).toBe('4180276');
    expect(startOf(faulty, fields[1]!)).toBe('742');
  });
  it('says the gravest of what is wrong with a cell', () => {
    expect(issueOf(faulty, 'matricule')?.message).toBe('un refus');
    expect(issueOf(faulty, 'qf')).toBeUndefined();
  });
});

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
