import { describe, expect, it } from 'vitest';
import type { FamilyImportRow, FamilyImportView } from '$lib/api';
import { isFaulty } from '$lib/import/rows';
import { FamilyImport } from './families-state.svelte';

const row = (
  line: number,
  family_lines: number[],
  state: FamilyImportRow['state'],
  doubts: number,
): FamilyImportRow =>
  ({
    line,
    family_lines,
    state,
    label: '',
    number: '',
    read_in: '',
    cells: [],
    corrected: [],
    family: null,
    issues: Array.from({ length: doubts }, () => ({ field: 'nom', severity: 'warning' })),
  }) as unknown as FamilyImportRow;

function fileOf(rows: FamilyImportRow[]): FamilyImport {
  const file = new FamilyImport();
  const accepted = rows.filter(({ state }) => state === 'accepted').length;
  file.view = {
    rows,
    counts: { accepted, to_check: 0, refused: 0, already_taken: 0 },
  } as unknown as FamilyImportView;
  return file;
}

describe('a family taken over', () => {
  const rows = [
    row(2, [2], 'accepted', 0),
    row(3, [3, 4, 5], 'to_check', 1),
    row(4, [3, 4, 5], 'to_check', 0),
    row(5, [3, 4, 5], 'to_check', 2),
    row(6, [6], 'refused', 1),
  ];
  it('waits for each of its doubts, and its other lines follow', () => {
    const file = fileOf(rows);
    expect([file.taken, file.aside, file.families]).toEqual([1, 3, 1]);
    file.decide(rows[1]!);
    expect([file.taken, file.aside, file.families, file.agrees(rows[2]!)]).toEqual([2, 2, 1, false]);
    file.decide(rows[3]!);
    expect([file.taken, file.aside, file.families, file.agrees(rows[2]!)]).toEqual([4, 0, 2, true]);
    expect(file.agreed).toEqual([3, 5]);
    file.decide(rows[3]!);
    expect([file.taken, file.families]).toEqual([2, 1]);
  });
  it('is walked through by its doubts alone', () => {
    const file = fileOf(rows);
    expect(rows.filter(isFaulty).map(({ line }) => line)).toEqual([3, 5, 6]);
    expect(file.nextFault(rows, 3, 1)?.line).toBe(5);
  });
});
