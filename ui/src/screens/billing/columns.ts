import type {
  AdjustmentRow,
  BillingMonthRow,
  InvoiceRow,
  OwedView,
  PreviewInvoiceRow,
  RunRow,
} from '$lib/api';
import { type Column, centsColumn, countColumn } from '$lib/table/columns';
import { capitalised, formatCents, formatDate } from '$lib/text/format';
import { householdName, invoiceStates } from '$lib/text/labels.fr';

// ── The preview ───────────────────────────────────────────────────────────

/** This month minus the one before; nothing when the household was not billed then. */
export function movement(row: PreviewInvoiceRow): number | null {
  return row.previous_cents === null ? null : row.total_cents - row.previous_cents;
}

/** Billed both months, and not the same amount: the largest difference first. */
export function moved(rows: readonly PreviewInvoiceRow[]): PreviewInvoiceRow[] {
  const size = (row: PreviewInvoiceRow): number => Math.abs(movement(row) ?? 0);
  return rows.filter((row) => size(row) > 0).sort((a, b) => size(b) - size(a));
}

/** What stands in the way of an invoice, or « prête ». */
export function previewState(row: PreviewInvoiceRow): {
  label: string;
  tone: 'ok' | 'warn' | 'bad' | 'accent';
} {
  if (row.severity === 'blocking') return { label: 'bloque', tone: 'bad' };
  if (!row.number) return { label: 'reportée', tone: 'accent' };
  if (row.severity === 'to_check') return { label: 'à voir', tone: 'warn' };
  return { label: 'prête', tone: 'ok' };
}

/** Only what gets a number is issued: totals leave the rest out. */
const issued = (of: (row: PreviewInvoiceRow) => number) => (rows: readonly PreviewInvoiceRow[]) =>
  rows.reduce((sum, row) => sum + (row.number ? of(row) : 0), 0);

export const previewColumns: Column<PreviewInvoiceRow>[] = [
  {
    id: 'number',
    title: 'Numéro',
    value: (row) => row.number,
    text: (row) => row.number ?? 'reportée',
    width: 128,
  },
  { id: 'family', title: 'Famille', value: householdName, minWidth: 180, fixed: true },
  { id: 'debtor', title: 'Débiteur', value: (row) => row.debtor_name, minWidth: 160 },
  countColumn('lines', 'Lignes', (row) => row.lines, {
    width: 80,
    total: (rows) => String(issued((row) => row.lines)(rows)),
  }),
  centsColumn('movement', 'Écart', movement, {
    sign: true,
    text: (row) => {
      const cents = movement(row);
      return cents === null ? 'nouvelle' : cents === 0 ? '·' : formatCents(cents, { sign: true });
    },
    width: 112,
    quiet: true,
    total: undefined,
  }),
  centsColumn('total', 'Montant', (row) => row.total_cents, {
    total: (rows) => formatCents(issued((row) => row.total_cents)(rows)),
  }),
  { id: 'state', title: 'État', value: (row) => previewState(row).label, width: 128 },
];

export const movementColumns: Column<PreviewInvoiceRow>[] = [
  { id: 'family', title: 'Famille', value: householdName, minWidth: 180, fixed: true },
  { id: 'debtor', title: 'Débiteur', value: (row) => row.debtor_name, minWidth: 160, quiet: true },
  centsColumn('before', 'Mois précédent', (row) => row.previous_cents, { width: 140, quiet: true }),
  centsColumn('total', 'Ce mois', (row) => row.total_cents, { width: 128 }),
  centsColumn('movement', 'Écart', movement, { sign: true, width: 128 }),
];

// ── Months and runs ───────────────────────────────────────────────────────

const monthStates = {
  open: { label: 'à facturer', tone: 'accent' },
  issued: { label: 'à transmettre', tone: 'warn' },
  sent: { label: 'transmise', tone: 'ok' },
} as const;

export const monthState = (row: BillingMonthRow): (typeof monthStates)[keyof typeof monthStates] =>
  monthStates[row.state];

/** Nothing rather than zero while a month has not been billed. */
const billed =
  (of: (row: BillingMonthRow) => number) =>
  (row: BillingMonthRow): number | null =>
    row.runs.length === 0 ? null : of(row);
const overRuns =
  (of: (run: RunRow) => number) =>
  (row: BillingMonthRow): number =>
    row.runs.reduce((sum, run) => sum + of(run), 0);

export const monthColumns: Column<BillingMonthRow>[] = [
  {
    id: 'month',
    title: 'Mois',
    value: (row) => row.month,
    text: (row) => capitalised(row.label),
    minWidth: 160,
    fixed: true,
  },
  { id: 'state', title: 'État', value: (row) => monthState(row).label, width: 150 },
  countColumn('runs', 'Campagnes', (row) => row.runs.length || null, { width: 110, quiet: true }),
  countColumn('invoices', 'Factures', billed(overRuns((run) => run.invoices)), { width: 110 }),
  centsColumn(
    'total',
    'Facturé',
    billed((row) => row.total_cents),
    { width: 140 },
  ),
  centsColumn('paid', 'Encaissé', billed(overRuns((run) => run.paid_cents)), { width: 140 }),
  { id: 'act', title: '(Suite)', value: () => null, align: 'end', width: 168, unsortable: true },
];

/** What a funder is sent: for whom, and how much. */
export const owedColumns: Column<OwedView>[] = [
  { id: 'funder', title: 'Organisme', value: (row) => row.funder_name, minWidth: 160 },
  { id: 'family', title: 'Famille', value: householdName, minWidth: 160 },
  { id: 'number', title: 'Dossier', value: (row) => row.family_number, align: 'end', width: 96, quiet: true },
  { id: 'child', title: 'Enfant', value: (row) => row.child_name, minWidth: 160, fixed: true },
  centsColumn('amount', 'Dû', (row) => row.amount_cents, { width: 128 }),
];

export const runColumns: Column<RunRow>[] = [
  {
    id: 'month',
    title: 'Mois',
    value: (row) => row.month,
    text: (row) => capitalised(row.month_label),
    minWidth: 130,
    fixed: true,
  },
  {
    id: 'issued_on',
    title: 'Émise le',
    value: (row) => row.issued_on,
    text: (row) => formatDate(row.issued_on),
    width: 110,
  },
  { id: 'agent', title: 'Par', value: (row) => row.agent_name, minWidth: 110, quiet: true },
  {
    id: 'numbers',
    title: 'Numéros',
    value: (row) => row.first_number,
    text: (row) => (row.first_number ? `${row.first_number} à ${row.last_number}` : ''),
    width: 208,
    quiet: true,
  },
  countColumn('invoices', 'Factures', (row) => row.invoices),
  centsColumn('total', 'Facturé', (row) => row.total_cents),
  centsColumn('paid', 'Encaissé', (row) => row.paid_cents),
  {
    id: 'bordereau',
    title: 'Trésor',
    value: (row) => row.bordereau,
    text: (row) => (row.bordereau === null ? 'à transmettre' : `bordereau ${row.bordereau}`),
    width: 140,
  },
];

// ── Invoices and corrections ──────────────────────────────────────────────

export const invoiceColumns: Column<InvoiceRow>[] = [
  { id: 'number', title: 'Numéro', value: (row) => row.number, width: 128, fixed: true },
  { id: 'family', title: 'Famille', value: householdName, minWidth: 160 },
  { id: 'debtor', title: 'Débiteur', value: (row) => row.debtor_name, minWidth: 140 },
  countColumn('lines', 'Lignes', (row) => row.line_count, { width: 76, optional: true }),
  centsColumn('total', 'Montant', (row) => row.total_cents, { width: 112 }),
  centsColumn('balance', 'Reste', (row) => row.balance_cents, { width: 112 }),
  {
    id: 'due_on',
    title: 'Échéance',
    value: (row) => row.due_on,
    text: (row) => formatDate(row.due_on),
    width: 104,
    quiet: true,
  },
  { id: 'state', title: 'État', value: (row) => invoiceStates[row.state].label, width: 176 },
];

export const adjustmentColumns: Column<AdjustmentRow>[] = [
  { id: 'family', title: 'Famille', value: householdName, minWidth: 150, fixed: true },
  { id: 'label', title: 'Ce qui est corrigé', value: (row) => row.label, minWidth: 200 },
  { id: 'reason', title: 'Motif', value: (row) => row.reason, minWidth: 180, quiet: true },
  centsColumn('amount', 'Montant', (row) => row.amount_cents, { sign: true, width: 112 }),
  {
    id: 'agent',
    title: 'Par',
    value: (row) => (row.is_carried_over ? 'report' : row.agent_name),
    width: 132,
    quiet: true,
  },
  {
    id: 'taken',
    title: 'Reprise par',
    value: (row) => row.taken_number,
    text: (row) => row.taken_number ?? 'en attente',
    width: 128,
  },
  { id: 'act', title: '(Action)', value: () => null, align: 'end', width: 96, unsortable: true },
];
