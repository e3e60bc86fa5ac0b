import type { AccountEntry, PaymentRow, UnpaidRow } from '$lib/api';
import { type Column, centsColumn, countColumn } from '$lib/table/columns';
import { formatDate, formatPhone } from '$lib/text/format';
import { householdName } from '$lib/text/labels.fr';

export const unpaidColumns: Column<UnpaidRow>[] = [
  { id: 'family', title: 'Famille', value: householdName, minWidth: 170, fixed: true },
  { id: 'debtor', title: 'Débiteur', value: (row) => row.debtor_name, minWidth: 150, quiet: true },
  {
    id: 'phone',
    title: 'Téléphone',
    value: (row) => row.phone,
    text: (row) => (row.phone ? formatPhone(row.phone) : ''),
    width: 136,
    quiet: true,
  },
  countColumn('invoices', 'Factures', (row) => row.invoices),
  {
    id: 'oldest',
    title: 'Échéance',
    value: (row) => row.oldest_due_on,
    text: (row) => formatDate(row.oldest_due_on),
    width: 112,
    quiet: true,
  },
  {
    id: 'late',
    title: 'Retard',
    value: (row) => row.days_late,
    text: (row) => (row.days_late > 0 ? `${row.days_late}\u00a0j` : ''),
    align: 'end',
    width: 92,
    unsearched: true,
  },
  centsColumn('due', 'Reste à payer', (row) => row.due_cents, { width: 128 }),
  centsColumn('overdue', 'Échu', (row) => row.overdue_cents, { width: 120 }),
  centsColumn('advance', 'Avance', (row) => row.advance_cents || null, { width: 104, quiet: true }),
];

export const paymentColumns: Column<PaymentRow>[] = [
  {
    id: 'on',
    title: 'Reçu le',
    value: (row) => row.received_on,
    text: (row) => formatDate(row.received_on),
    width: 112,
  },
  { id: 'receipt', title: 'Quittance', value: (row) => row.receipt_number, width: 136 },
  { id: 'family', title: 'Famille', value: householdName, minWidth: 160, fixed: true },
  { id: 'method', title: 'Moyen', value: (row) => row.method_label, width: 204 },
  { id: 'reference', title: 'Référence', value: (row) => row.reference, minWidth: 130, quiet: true },
  { id: 'agent', title: 'Par', value: (row) => row.agent_name, width: 140, quiet: true },
  centsColumn('advance', 'En avance', (row) => row.advance_cents || null, { width: 112, quiet: true }),
  centsColumn('amount', 'Montant', (row) => row.amount_cents),
];

/** Due and received in two columns, as an account is read. */
export const entryColumns: Column<AccountEntry>[] = [
  { id: 'on', title: 'Date', value: (row) => row.on, text: (row) => formatDate(row.on), width: 124 },
  { id: 'label', title: 'Écriture', value: (row) => row.label, minWidth: 220, fixed: true },
  centsColumn('due', 'Facturé', (row) => (row.kind === 'invoice' ? row.amount_cents : null)),
  centsColumn('received', 'Reçu', (row) => (row.kind === 'invoice' ? null : -row.amount_cents)),
  centsColumn('balance', 'Solde', (row) => row.balance_cents, { total: undefined }),
  { id: 'act', title: '(Action)', value: () => null, align: 'end', width: 104, unsortable: true },
];
