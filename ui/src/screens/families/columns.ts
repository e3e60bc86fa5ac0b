import type { FamilyRow } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { formatCents, formatNumber, plural } from '$lib/text/format';
import { balanceWords, quotientWords } from './words';

/** 2417 → « 002 417 », as it is quoted on the telephone. */
export function fileNumber(number: number): string {
  return String(number)
    .padStart(6, '0')
    .replace(/(\d{3})$/, '\u00a0$1');
}

/** « Tiago, Hicham Belkacem »: a guardian's name without what the family's name already says. */
export function givenNames(name: string, guardians: readonly string[]): string {
  const said = name.split(' · ').sort((a, b) => b.length - a.length);
  return guardians
    .map((guardian) => {
      const suffix = said.find((one) => guardian.endsWith(` ${one}`));
      return suffix ? guardian.slice(0, -suffix.length - 1) : guardian;
    })
    .join(', ');
}

const sum = (rows: readonly FamilyRow[], of: (row: FamilyRow) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** What a list of families shows: the columns whose values the core sends to this role, and no other. */
export function familyColumns(rows: readonly FamilyRow[]): Column<FamilyRow>[] {
  const sent = (field: keyof FamilyRow): boolean => rows.some((row) => row[field] !== undefined);
  const columns: Column<FamilyRow>[] = [
    {
      id: 'name',
      title: 'Famille',
      value: (f) => f.name,
      text: (f) => `${f.name} ${givenNames(f.name, f.guardians)}`,
      fixed: true,
      minWidth: 210,
    },
    {
      id: 'number',
      title: 'Numéro',
      value: (f) => f.number,
      text: (f) => fileNumber(f.number),
      width: 76,
      quiet: true,
    },
    {
      id: 'children',
      title: 'Enfants',
      value: (f) => f.children_count,
      text: (f) => f.children.join(', '),
      width: 170,
      total: (all) => {
        const children = sum(all, (f) => f.children_count);
        return `${formatNumber(children)}\u00a0${plural(children, 'enfant')}`;
      },
    },
    { id: 'debtors', title: 'Débiteurs', value: (f) => f.debtors.join(', '), width: 190, optional: true },
    { id: 'school', title: 'École', value: (f) => f.schools.join(', '), width: 112 },
    { id: 'city', title: 'Commune', value: (f) => f.city, width: 160, optional: true, quiet: true },
    { id: 'phone', title: 'Téléphone', value: (f) => f.phone, width: 116 },
  ];
  if (sent('quotient_state')) {
    columns.push({
      id: 'bracket',
      title: 'Tranche',
      value: (f) => f.bracket ?? '',
      text: (f) =>
        [f.bracket, f.quotient_state === 'current' ? '' : quotientWords[f.quotient_state ?? 'missing'].word]
          .filter(Boolean)
          .join(', '),
      width: 172,
    });
  }
  if (sent('balance_cents')) {
    columns.push({
      id: 'due',
      title: 'Reste à payer',
      value: (f) => f.balance_cents ?? 0,
      text: (f) => formatCents(f.balance_cents ?? 0),
      align: 'end',
      width: 108,
      unsearched: true,
      money: true,
      total: (all) => formatCents(sum(all, (f) => f.balance_cents ?? 0)),
    });
  } else if (sent('balance_light')) {
    columns.push({
      id: 'balance',
      title: 'Compte',
      value: (f) => balanceWords[f.balance_light ?? 'even'].word,
      width: 100,
      total: (all) => {
        const owing = all.filter((f) => f.balance_light === 'owes').length;
        return `${formatNumber(owing)}\u00a0${plural(owing, 'doit', 'doivent')}`;
      },
    });
  }
  if (sent('health_light')) {
    columns.push({
      id: 'health',
      title: 'Santé',
      ofHealth: true,
      value: (f) => ({ to_complete: 0, unknown: 1, up_to_date: 2 })[f.health_light ?? 'unknown'],
      text: (f) =>
        ({ to_complete: 'à compléter', unknown: 'jamais vue', up_to_date: 'à jour' })[
          f.health_light ?? 'unknown'
        ],
      width: 124,
    });
  }
  columns.push({
    id: 'file',
    title: 'Dossier',
    value: (f) => f.missing.length,
    text: (f) => (f.missing.length > 0 ? f.missing.join(', ') : 'complet'),
    width: 122,
    total: (all) => {
      const incomplete = all.filter((f) => f.missing.length > 0).length;
      return `${formatNumber(incomplete)}\u00a0${plural(incomplete, 'incomplet')}`;
    },
  });
  return columns;
}
