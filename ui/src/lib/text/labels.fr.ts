import type { InvoiceState, PaymentMethod } from '$lib/api';
import type { Tone } from '$lib/components/tone';

/** Where an invoice stands, in the words of the desk. */
export const invoiceStates: Record<InvoiceState, { label: string; tone: Exclude<Tone, 'neutral'> }> = {
  settled: { label: 'réglée', tone: 'ok' },
  partial: { label: 'réglée en partie', tone: 'warn' },
  due: { label: 'à régler', tone: 'accent' },
  overdue: { label: 'échue', tone: 'bad' },
  credit: { label: 'en faveur de la famille', tone: 'accent' },
};

/** « Le Goff », or « Le Goff, foyer B » for the second household of a family. */
export function householdName(row: { family_name: string; household_label: string }): string {
  const second = row.household_label !== '' && row.household_label !== 'A';
  return second ? `${row.family_name}, foyer ${row.household_label}` : row.family_name;
}

/** Means of payment, in the order of a list. */
export const paymentMethods: Record<PaymentMethod, string> = {
  cheque: 'Chèque',
  cash: 'Espèces',
  card: 'Carte bancaire',
  transfer: 'Virement',
  direct_debit: 'Prélèvement',
  cesu: 'CESU',
  ancv: 'Chèque-vacances',
};

/** The eight attendance states, in the order of the core (1 to 8). */
export const attendanceStates = [
  { state: 1, id: 'booked', label: 'Réservé', keys: 'R' },
  { state: 2, id: 'present', label: 'Présent', keys: 'P' },
  { state: 3, id: 'unexpected', label: 'Imprévu', keys: 'I' },
  { state: 4, id: 'absent_excused', label: 'Absent justifié', keys: 'J' },
  { state: 5, id: 'absent_unexcused', label: 'Non justifié', keys: 'A' },
  { state: 6, id: 'cancelled_in_time', label: 'Annulé à temps', keys: 'X' },
  { state: 7, id: 'cancelled_late', label: 'Annulé tard', keys: 'T' },
  { state: 8, id: 'waiting', label: 'En attente', keys: 'W' },
] as const;
export type AttendanceStateId = (typeof attendanceStates)[number]['id'];
