import type { InvoiceRow } from '$lib/api';
import { centsColumn, type Column } from '$lib/table/columns';
import { formatDate, formatMonth } from '$lib/text/format';
import { invoiceStates } from '$lib/text/labels.fr';

export const invoiceColumns: Column<InvoiceRow>[] = [
  { id: 'number', title: 'Facture', value: (i) => i.number, width: 130, fixed: true },
  { id: 'household', title: 'Foyer', value: (i) => i.household_label, width: 70 },
  { id: 'month', title: 'Mois', value: (i) => i.month, text: (i) => formatMonth(i.month), width: 130 },
  { id: 'debtor', title: 'Débiteur', value: (i) => i.debtor_name, minWidth: 160 },
  { id: 'due_on', title: 'Échéance', value: (i) => i.due_on, text: (i) => formatDate(i.due_on), width: 104 },
  centsColumn('total', 'Montant', (i: InvoiceRow) => i.total_cents),
  centsColumn('paid', 'Réglé', (i: InvoiceRow) => i.paid_cents),
  centsColumn('left', 'Reste', (i: InvoiceRow) => i.balance_cents),
  {
    id: 'state',
    title: 'État',
    value: (i) => invoiceStates[i.state].label,
    width: 170,
  },
];
