import type { AgeBand, CafAlshRow, CafStatementRow, CareKind } from '$lib/api';
import { type Column, countColumn } from '$lib/table/columns';
import { formatBytes, formatHours, formatInstant, formatMonth } from '$lib/text/format';

/** The kinds of care the CAF tells apart, in the words of its form. */
export const careKinds: Record<CareKind, string> = {
  morning: 'Matin',
  noon: 'Midi',
  evening: 'Soir',
  wednesday: 'Mercredi',
  short_holidays: 'Petites vacances',
  summer: 'Été',
};

export const ageBands: Record<AgeBand, string> = {
  under6: 'moins de 6 ans',
  from6_to11: '6 à 11 ans',
  from12_to17: '12 à 17 ans',
};

export interface Period {
  from: string;
  to: string;
}

function monthAt(year: number, month: number): string {
  const months = year * 12 + month - 1;
  return `${Math.trunc(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** What is declared most often, seen from a day: whole months, the last one first. */
export function usualPeriods(today: string): { value: string; label: string; period: Period }[] {
  const [year = 1970, month = 1] = today.split('-').map(Number);
  const last = monthAt(year, month - 1);
  const quarter = Math.trunc((month - 1) / 3) * 3 + 1;
  const begun = monthAt(Number(last.slice(0, 4)), 1);
  return [
    {
      value: 'quarter',
      label: 'Trimestre passé',
      period: { from: monthAt(year, quarter - 3), to: monthAt(year, quarter - 1) },
    },
    { value: 'month', label: 'Mois passé', period: { from: last, to: last } },
    { value: 'begun', label: 'Depuis janvier', period: { from: begun, to: last } },
    {
      value: 'year',
      label: 'Année passée',
      period: { from: monthAt(year - 1, 1), to: monthAt(year - 1, 12) },
    },
  ];
}

/** « mars 2026 », « janvier à mars 2026 », « novembre 2025 à mars 2026 ». */
export function periodName({ from, to }: Period): string {
  if (from === to) return formatMonth(from);
  const first = from.slice(0, 4) === to.slice(0, 4) ? formatMonth(from).split(' ')[0]! : formatMonth(from);
  return `${first} à ${formatMonth(to)}`;
}

function hoursColumn(
  id: string,
  title: string,
  of: (row: CafAlshRow) => number,
  rest: Partial<Column<CafAlshRow>> = {},
): Column<CafAlshRow> {
  return {
    id,
    title,
    value: of,
    text: (row) => formatHours(of(row)),
    align: 'end',
    width: 124,
    unsearched: true,
    total: (rows) => formatHours(rows.reduce((sum, row) => sum + of(row), 0)),
    ...rest,
  };
}

export const hoursColumns: Column<CafAlshRow>[] = [
  { id: 'facility', title: 'Structure', value: (row) => row.facility, minWidth: 190, fixed: true },
  { id: 'care', title: 'Accueil', value: (row) => careKinds[row.care], width: 136 },
  { id: 'ages', title: 'Âge', value: (row) => ageBands[row.ages], width: 116 },
  hoursColumn('done', 'Heures réalisées', (row) => row.done_minutes, { fixed: true }),
  hoursColumn('billed', 'Heures facturées', (row) => row.billed_minutes),
  hoursColumn('capped', 'Hors plafond', (row) => row.capped_minutes, {
    text: (row) => (row.care === 'wednesday' ? formatHours(row.capped_minutes) : ''),
    width: 104,
    quiet: true,
  }),
  // The same child comes to several kinds of care: no sum says how many came.
  countColumn('children', 'Enfants', (row) => row.children, { total: undefined, width: 76 }),
  countColumn('slots', 'Accueils', (row) => row.slots, { width: 84 }),
];

export const statementColumns: Column<CafStatementRow>[] = [
  {
    id: 'at',
    title: 'Exporté le',
    value: (row) => row.at_ms,
    text: (row) => formatInstant(row.at_ms),
    width: 168,
  },
  { id: 'period', title: 'Période', value: (row) => row.from, text: periodName, width: 200 },
  { id: 'file', title: 'Fichier', value: (row) => row.file_name, minWidth: 220, fixed: true },
  {
    id: 'size',
    title: 'Taille',
    value: (row) => row.bytes,
    text: (row) => formatBytes(row.bytes),
    width: 88,
  },
  {
    id: 'proof',
    title: 'SHA-256',
    value: (row) => row.sha256,
    text: (row) => row.sha256,
    width: 152,
    quiet: true,
  },
  { id: 'agent', title: 'Par', value: (row) => row.agent_name, width: 150, quiet: true },
  { id: 'act', title: '(Action)', value: () => null, align: 'end', width: 184, unsortable: true },
];
