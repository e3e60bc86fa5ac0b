import type { BordereauRow, LeftOutRow, Part, RejectionRow, SuspendedRow, TreasuryBatchView } from '$lib/api';
import { hrefOf, router } from '$lib/shell/router.svelte';
import { type Column, centsColumn, countColumn } from '$lib/table/columns';
import { capitalised, formatCents, formatDate, formatPermille } from '$lib/text/format';

/** A line of what stands apart in a batch: a refusal the treasury would make, or an invoice that stays out of it. */
export type BatchRow =
  | { key: string; group: 'rejection'; row: RejectionRow }
  | { key: string; group: 'unpaid' | 'left_out'; row: LeftOutRow };

export const groupLabels = {
  rejection: 'Bloquent le fichier',
  unpaid: 'Impayés de la régie, à choisir',
  left_out: 'Hors du lot, sans rien empêcher',
} as const;

export function batchRows({ rejections, left_out }: TreasuryBatchView): BatchRow[] {
  return [
    ...rejections.map((row, at): BatchRow => ({ key: `r${at}`, group: 'rejection', row })),
    ...left_out.map((row): BatchRow => ({
      key: row.invoice,
      group: row.may_be_sent ? 'unpaid' : 'left_out',
      row,
    })),
  ];
}

/** How many families stop the file; what is wrong with the town itself counts for none. */
export function familiesOf(rejections: readonly RejectionRow[]): number {
  return new Set(rejections.map((row) => row.family).filter(Boolean)).size;
}

const townParts: readonly Part[] = ['collectivity', 'bordereau'];

/** The way out of a refusal: its verb, and its place when it has a screen. */
export function remedyOf({ group, row }: BatchRow): { label: string; href: string } | undefined {
  if (group !== 'rejection')
    return { label: 'Voir la facture', href: hrefOf('invoice', { id: row.invoice }) };
  if (row.part === 'bordereau' && row.field === 'exercice') return undefined;
  if (townParts.includes(row.part))
    return { label: 'Ouvrir les réglages', href: hrefOf('treasury_settings') };
  if (row.part === 'line') {
    return router.known.has('activities')
      ? { label: 'Ouvrir l’activité', href: hrefOf('activities', {}, { onglet: 'activites' }) }
      : undefined;
  }
  if (!row.family || !router.known.has('family')) return undefined;
  const foyer = row.household ?? undefined;
  return { label: 'Compléter la fiche', href: hrefOf('family', { id: row.family }, { foyer }) };
}

export const batchColumns: Column<BatchRow>[] = [
  {
    id: 'family',
    title: 'Famille',
    value: ({ row }) => row.family_name || 'La collectivité',
    minWidth: 150,
    width: 208,
    fixed: true,
  },
  {
    id: 'message',
    title: 'Pourquoi le Trésor la refuserait',
    value: (one) => (one.group === 'rejection' ? one.row.message : one.row.reason),
    minWidth: 240,
  },
  {
    id: 'part',
    title: 'Partie',
    value: (one) => (one.group === 'rejection' ? one.row.part_label : null),
    width: 112,
  },
  centsColumn('amount', 'Montant', (one) =>
    one.group === 'rejection' ? one.row.amount_cents : one.row.due_cents,
  ),
  { id: 'act', title: '(Remède)', value: () => null, align: 'end', width: 152, unsortable: true },
];

export const suspendedColumns: Column<SuspendedRow>[] = [
  {
    id: 'on',
    title: 'Date',
    value: (row) => row.operation_on,
    text: (row) => formatDate(row.operation_on),
    width: 112,
  },
  centsColumn('amount', 'Montant', (row) => row.amount_cents),
  { id: 'method', title: 'Moyen', value: (row) => row.method_label, width: 136 },
  {
    id: 'statement',
    title: 'Ce que dit le fichier',
    value: (row) => row.statement,
    minWidth: 200,
    fixed: true,
  },
  { id: 'reason', title: 'Pourquoi elle attend', value: (row) => row.reason, minWidth: 180, quiet: true },
  {
    id: 'file',
    title: 'Fichier',
    value: (row) => `${row.file_name}, ligne ${row.line}`,
    width: 200,
    quiet: true,
    optional: true,
  },
  { id: 'act', title: '(Action)', value: () => null, align: 'end', width: 148, unsortable: true },
];

/** Part collected, in thousandths. */
export function collected(row: BordereauRow): number | null {
  return row.total_cents > 0 ? Math.trunc((row.collected_cents * 1000) / row.total_cents) : null;
}

export const bordereauColumns: Column<BordereauRow>[] = [
  {
    id: 'number',
    title: 'Bordereau',
    value: (row) => row.exercice * 10_000 + row.number,
    text: (row) => `${row.number}`,
    width: 120,
    fixed: true,
  },
  { id: 'exercice', title: 'Exercice', value: (row) => row.exercice, width: 100, quiet: true },
  {
    id: 'month',
    title: 'Mois',
    value: (row) => row.month,
    text: (row) => capitalised(row.month_label),
    minWidth: 140,
  },
  {
    id: 'issued_on',
    title: 'Émis le',
    value: (row) => row.issued_on,
    text: (row) => formatDate(row.issued_on),
    width: 120,
    quiet: true,
  },
  countColumn('titres', 'Titres', (row) => row.titres),
  centsColumn('total', 'Montant', (row) => row.total_cents, { width: 136 }),
  centsColumn('collected', 'Encaissé', (row) => row.collected_cents, { width: 136 }),
  {
    id: 'part',
    title: 'Part encaissée',
    value: collected,
    text: (row) => {
      const part = collected(row);
      return part === null ? '' : formatPermille(part);
    },
    align: 'end',
    width: 128,
    total: (rows) => {
      const total = rows.reduce((sum, row) => sum + row.total_cents, 0);
      const paid = rows.reduce((sum, row) => sum + row.collected_cents, 0);
      return total > 0 ? formatPermille(Math.trunc((paid * 1000) / total)) : '';
    },
  },
];

/** What is said before the first file of a run: it cannot be undone. */
export function allotment(batch: TreasuryBatchView): {
  title: string;
  consequence: string;
  points: string[];
} {
  return {
    points: [
      'Aucune famille ne serait rejetée',
      'Le fichier est relu et comparé aux factures avant d’être gardé',
      ...(batch.already_paid_cents > 0
        ? [`${formatCents(batch.already_paid_cents)} déjà réglés ne sont pas réclamés à nouveau`]
        : []),
      ...(batch.is_first
        ? [
            `Premier bordereau de ${batch.exercice} dans Préau\u00a0: si la commune en a déjà émis, dites d’abord le prochain numéro dans les réglages du Trésor`,
          ]
        : []),
    ],
    title: `Arrêter le bordereau ${batch.bordereau} de ${batch.exercice}\u00a0?`,
    consequence:
      `Il prendra le numéro ${batch.bordereau} pour ${batch.titres} titres et ${formatCents(batch.total_cents)}. ` +
      'Le lot est ensuite figé\u00a0: un nouvel export redonne exactement les mêmes octets, et une erreur se corrige par une régularisation.',
  };
}
