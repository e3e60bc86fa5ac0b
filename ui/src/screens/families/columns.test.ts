import { describe, expect, it } from 'vitest';
import type { FamilyRow } from '$lib/api';
import { familyColumns, fileNumber, givenNames } from './columns';
import { familyViews } from './list-views';

const row = (over: Partial<FamilyRow>): FamilyRow => ({
  id: '1',
  number: 2417,
  name: 'Le Goff · d’Estienne',
  guardians: ['Maëlle Le Goff', 'Julien d’Estienne'],
  debtors: ['Maëlle Le Goff'],
  children: ['Léonie', 'Timothée'],
  children_count: 2,
  schools: ['Les Tilleuls'],
  city: 'Brévigny-les-Tilleuls',
  phone: '06 71 30 25 08',
  shared_custody: true,
  missing: [],
  ...over,
});
const ids = (rows: FamilyRow[]): string[] => familyColumns(rows).map((column) => column.id);

describe('the list of families', () => {
  it('shows no column that this role is not sent', () => {
    expect(ids([row({})])).toEqual([
      'name',
      'number',
      'children',
      'debtors',
      'school',
      'city',
      'phone',
      'file',
    ]);
    expect(ids([row({ balance_light: 'owes' })])).toContain('balance');
    expect(ids([row({ balance_light: 'owes', balance_cents: 12480 })])).not.toContain('balance');
    expect(ids([row({ balance_light: 'owes', balance_cents: 12480 })])).toContain('due');
  });
  it('counts its views, and offers only those that can be answered', () => {
    const views = familyViews([
      row({ balance_cents: 1, balance_light: 'owes' }),
      row({ missing: ['adresse'] }),
    ]);
    expect(views.map((view) => [view.id, view.count])).toEqual([
      ['all', 2],
      ['dossier', 1],
      ['doivent', 1],
    ]);
  });
  it('does not say a name twice', () => {
    expect(givenNames('Le Goff · d’Estienne', ['Maëlle Le Goff', 'Julien d’Estienne'])).toBe(
      'Maëlle, Julien',
    );
    expect(givenNames('Costa', ['Maëlle Le Goff', 'Ana Costa'])).toBe('Maëlle Le Goff, Ana');
  });
  it('writes file numbers by three', () => {
    expect(fileNumber(2417)).toBe('002\u00a0417');
  });
});
