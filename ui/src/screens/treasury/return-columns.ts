import type { MatchedBy, ReturnImportRow } from '$lib/api';
import { rowStates } from '$lib/import/states';
import { type Column, centsColumn } from '$lib/table/columns';
import { formatDate } from '$lib/text/format';

/** What a match rests on, the surest first. */
export const matchLabels: Record<MatchedBy, string> = {
  titre: 'par le titre',
  invoice: 'par le numéro de facture',
  debtor_and_amount: 'par le débiteur et le montant',
};

export const returnColumns: Column<ReturnImportRow>[] = [
  { id: 'line', title: 'Ligne', value: (row) => row.line, width: 104 },
  { id: 'state', title: 'État', value: (row) => rowStates[row.state].label, width: 120 },
  {
    id: 'on',
    title: 'Date',
    value: (row) => row.operation_on,
    text: (row) => (row.operation_on ? formatDate(row.operation_on) : ''),
    width: 104,
  },
  centsColumn('amount', 'Montant', (row) => (row.is_information ? null : row.amount_cents), {
    width: 112,
    // Accepted and doubtful lines do not add up to one sum: each has its own at the head.
    total: undefined,
  }),
  { id: 'method', title: 'Moyen', value: (row) => row.method_label, width: 124, quiet: true },
  {
    id: 'statement',
    title: 'Ce que dit le fichier',
    value: (row) => row.statement,
    minWidth: 180,
    fixed: true,
  },
  {
    id: 'proposal',
    title: 'Proposition',
    value: (row) => row.proposals[0]?.family_name ?? null,
    minWidth: 240,
  },
  { id: 'act', title: '(Décision)', value: () => null, align: 'end', width: 148, unsortable: true },
];
