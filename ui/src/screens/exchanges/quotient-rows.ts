import type { QuotientEffectRow, QuotientImportRow } from '$lib/api';
import type { FileField } from '$lib/import/rows';
import { rowStates } from '$lib/import/states';
import type { Column } from '$lib/table/columns';
import { formatMonth, formatQuotient } from '$lib/text/format';

/** Short headings: the table shows what the file says, not what it means. */
const heads: Record<string, Partial<Column<QuotientImportRow>>> = {
  code_organisme: { title: 'Caisse', width: 84 },
  matricule: { title: 'N° allocataire', width: 138 },
  nom: { title: 'Nom', minWidth: 120 },
  prenom: { title: 'Prénom', minWidth: 100 },
  date_naissance: { title: 'Naissance', width: 116 },
  qf: { title: 'Quotient', width: 104, align: 'end' },
  mois: { title: 'Mois', width: 84 },
  annee: { title: 'Année', width: 84 },
};

/** The columns of the file that name a row first; the others can be asked for. */
export function previewColumns(fields: readonly FileField[]): Column<QuotientImportRow>[] {
  return [
    { id: 'line', title: 'Ligne', value: (row) => row.line, width: 76, quiet: true },
    { id: 'state', title: 'État', value: (row) => rowStates[row.state].label, width: 116, fixed: true },
    ...fields.map(({ field, label, at }): Column<QuotientImportRow> => ({
      id: field,
      title: label,
      value: (row) => row.cells[at],
      ...(heads[field] ?? { width: 120, optional: true }),
    })),
    { id: 'family', title: 'Famille', value: (row) => row.family_name, minWidth: 110, quiet: true },
    { id: 'act', title: '(Décision)', value: () => null, align: 'end', width: 92, unsortable: true },
  ];
}

// ── What a trial would change ─────────────────────────────────────────────

/** What recording a household's quotients changes today. */
export type Effect = 'first' | 'bracket' | 'value' | 'none';

export const effectLabels: Record<Effect, string> = {
  first: 'premier quotient',
  bracket: 'change de tranche',
  value: 'même tranche',
  none: 'rien aujourd’hui',
};

/** A quotient of an earlier month, or of one to come, is kept in the history and changes nothing today. */
export function effectOf({ before, after }: QuotientEffectRow): Effect {
  if (!after) return 'none';
  if (!before) return 'first';
  if (before.bracket !== after.bracket) return 'bracket';
  return before.value_cents === after.value_cents && before.month === after.month ? 'none' : 'value';
}

const quotientColumn = (id: 'before' | 'after', title: string, width: number): Column<QuotientEffectRow> => ({
  id,
  title,
  value: (row) => row[id]?.value_cents,
  text: (row) => (row[id] ? formatQuotient(row[id].value_cents) : ''),
  align: 'end',
  width,
});

export const effectColumns: Column<QuotientEffectRow>[] = [
  { id: 'family', title: 'Famille', value: (row) => row.family_name, minWidth: 180, fixed: true },
  { id: 'effect', title: 'Effet', value: (row) => effectLabels[effectOf(row)], width: 172 },
  quotientColumn('before', 'Quotient aujourd’hui', 168),
  { id: 'before_bracket', title: 'Tranche', value: (row) => row.before?.bracket, width: 112, quiet: true },
  quotientColumn('after', 'Après l’import', 136),
  { id: 'after_bracket', title: 'Tranche', value: (row) => row.after?.bracket, width: 112 },
  {
    id: 'month',
    title: 'Donné pour',
    value: (row) => row.after?.month,
    text: (row) => (row.after ? formatMonth(row.after.month) : ''),
    width: 140,
    quiet: true,
  },
  {
    id: 'lines',
    title: 'Ligne',
    value: (row) => row.lines[0],
    text: (row) => row.lines.join(', '),
    width: 84,
    quiet: true,
  },
];
