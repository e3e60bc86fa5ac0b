import type { FamilyImportRow, FamilyTotals } from '$lib/api';
import type { FileField } from '$lib/import/rows';
import { rowStates } from '$lib/import/states';
import type { Column } from '$lib/table/columns';
import { formatCents, formatNumber } from '$lib/text/format';

/** Columns of the file shown without being asked for: who, and where. */
const shown = new Set([
  ...['role', 'nom', 'prenom', 'naissance', 'r1_nom', 'r1_prenom', 'r2_nom', 'enfant_1_prenom'],
  ...['enfant_1_naissance', 'adresse', 'code_postal', 'ville', 'lu_dans'],
]);

/** What names a row first, then the columns of the file; those at fault show themselves. */
export function familyImportColumns(
  fields: readonly FileField[],
  rows: readonly FamilyImportRow[],
): Column<FamilyImportRow>[] {
  const faulty = new Set(rows.flatMap((row) => row.issues.map((issue) => issue.field)));
  return [
    { id: 'line', title: 'Ligne', value: (row) => row.line, width: 72, quiet: true },
    { id: 'state', title: 'État', value: (row) => rowStates[row.state].label, width: 116, fixed: true },
    { id: 'label', title: 'Famille', value: (row) => row.label, minWidth: 170 },
    { id: 'number', title: 'Numéro', value: (row) => row.number, width: 90, quiet: true },
    ...fields
      .filter(({ field }) => field !== 'famille')
      .map(({ field, label, at }): Column<FamilyImportRow> => ({
        id: field,
        title: label,
        value: (row) => row.cells[at],
        width: 130,
        optional: !shown.has(field) && !faulty.has(field),
      })),
    { id: 'act', title: '(Décision)', value: () => null, align: 'end', width: 92, unsortable: true },
  ];
}

/** What two columns of totals have in common: a name, what it counts. */
export const totalLines: readonly { label: string; of: (totals: FamilyTotals) => string }[] = [
  { label: 'Familles', of: (totals) => formatNumber(totals.families) },
  { label: 'Responsables', of: (totals) => formatNumber(totals.guardians) },
  { label: 'Enfants', of: (totals) => formatNumber(totals.children) },
  { label: 'Contacts', of: (totals) => formatNumber(totals.contacts) },
  { label: 'Numéros d’allocataire', of: (totals) => formatNumber(totals.allocataires) },
  { label: 'Quotients', of: (totals) => formatNumber(totals.quotients) },
  {
    label: 'Soldes',
    of: (totals) => (totals.balance_cents === null ? '—' : formatCents(totals.balance_cents)),
  },
];
