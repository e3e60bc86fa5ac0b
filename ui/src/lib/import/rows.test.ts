import { describe, expect, it } from 'vitest';
import type { CellIssueView } from '$lib/api';
import { type JudgedRow, fieldToCorrect, issueOf, startOf } from './rows';

const fields = [
  { field: 'matricule', label: 'N°', at: 0 },
  { field: 'qf', label: 'Quotient', at: 1 },
];
const row = (issues: Partial<CellIssueView>[]): JudgedRow =>
  ({ line: 2, state: 'refused', cells: ['41802Z6', '742'], corrected: [], issues }) as object as JudgedRow;

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
