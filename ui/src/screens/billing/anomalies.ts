import type { AnomalyRemedy, AnomalyRow } from '$lib/api';
import { hrefOf, router } from '$lib/shell/router.svelte';
import type { RouteName } from '$lib/shell/routes';
import type { Column } from '$lib/table/columns';
import { formatCents } from '$lib/text/format';

export type AnomalyGroup = 'blocking' | 'to_check' | 'settled';

export const groupOrder: readonly AnomalyGroup[] = ['blocking', 'to_check', 'settled'];
export const groupLabels: Record<AnomalyGroup, string> = {
  blocking: 'Bloquent l’émission',
  to_check: 'À voir, ne bloquent pas',
  settled: 'Réglées',
};

/** A line of the list: what the core found, or found before and finds no more. */
export interface ListedAnomaly {
  key: string;
  group: AnomalyGroup;
  row: AnomalyRow;
  /** « réglée à 10:42 » */
  settledAt?: string;
}

/** The same fault of the same thing, from one computation to the next, whatever its figures. */
export function keyOf(row: AnomalyRow): string {
  return [row.code, row.family, row.household, row.child, row.activity, row.unit, row.day, row.subject]
    .map((part) => part ?? '')
    .join('|');
}

export function listed(row: AnomalyRow): ListedAnomaly {
  return { key: keyOf(row), group: row.severity, row };
}

/** What was there before a new computation and is not any more. */
export function settledBetween(
  before: readonly AnomalyRow[],
  after: readonly AnomalyRow[],
  at: string,
): ListedAnomaly[] {
  const left = new Set(after.map(keyOf));
  return before
    .map(listed)
    .filter(({ key }) => !left.has(key))
    .map((one) => ({ ...one, group: 'settled', settledAt: at }));
}

/** The verb of each way out. */
export const remedyLabels: Record<AnomalyRemedy, string> = {
  enter_quotient: 'Saisir',
  complete_debtor: 'Compléter',
  complete_custody: 'Compléter la garde',
  accept_bookings_to_come: 'Accepter',
  open_tariff: 'Voter le tarif',
  tick_day: 'Pointer',
  open_invoice: 'Voir la facture',
  open_registration: 'Inscrire',
  add_adjustment: 'Régulariser',
  open_subsidies: 'Voir les aides',
};

function familyPlace(row: AnomalyRow, search: Record<string, string | undefined>): string | undefined {
  return row.family && router.known.has('family') ? hrefOf('family', { id: row.family }, search) : undefined;
}

/** Where it is put right, when that place has a screen: never a link to nowhere. */
export function placeOf(row: AnomalyRow): string | undefined {
  const known = (name: RouteName): boolean => router.known.has(name);
  switch (row.remedy) {
    case 'enter_quotient':
      return familyPlace(row, { onglet: 'tarif', quotient: row.household ?? undefined });
    case 'open_subsidies':
      return familyPlace(row, { onglet: 'tarif' });
    case 'complete_debtor':
      return familyPlace(row, { onglet: 'foyers', foyer: row.household ?? undefined });
    case 'complete_custody':
      return familyPlace(row, { onglet: 'foyers', garde: row.child ?? undefined });
    case 'open_registration':
      return row.activity && known('activities')
        ? hrefOf(
            'activities',
            {},
            { onglet: 'inscriptions', activite: row.activity, enfant: row.child ?? undefined },
          )
        : undefined;
    case 'tick_day':
      return known('attendance')
        ? hrefOf(
            'attendance',
            {},
            {
              lieu: row.activity ? `activity:${row.activity}` : undefined,
              jour: row.day ?? undefined,
              vue: row.day ? 'day' : undefined,
            },
          )
        : undefined;
    case 'add_adjustment':
      if (row.invoice && known('invoice')) {
        return hrefOf('invoice', { id: row.invoice }, { regulariser: 'oui' });
      }
      return row.household && known('household_account')
        ? hrefOf('household_account', { id: row.household })
        : undefined;
    case 'open_tariff':
      return known('activities')
        ? hrefOf(
            'activities',
            {},
            { onglet: 'tarifs', activite: row.activity ?? undefined, unite: row.unit ?? undefined },
          )
        : undefined;
    // Settled here: the invoice is shown beside the list, bookings to come are accepted by a new computation.
    case 'open_invoice':
    case 'accept_bookings_to_come':
      return undefined;
  }
}

/** The next line that blocks, else the next one to check; round and round from where one is. */
export function nextFault(
  rows: readonly ListedAnomaly[],
  from: ListedAnomaly | undefined,
  by: 1 | -1,
): ListedAnomaly | undefined {
  const at = from ? rows.indexOf(from) : by > 0 ? -1 : 0;
  const round = rows.map((_, step) => rows[(at + by * (step + 1) + rows.length * 2) % rows.length]!);
  return round.find((one) => one.group === 'blocking') ?? round.find((one) => one.group === 'to_check');
}

export const anomalyColumns: Column<ListedAnomaly>[] = [
  { id: 'title', title: 'Anomalie', value: (one) => one.row.title, width: 176, minWidth: 150, fixed: true },
  { id: 'subject', title: 'Famille ou lieu', value: (one) => one.row.subject, width: 224, minWidth: 140 },
  {
    id: 'statement',
    title: 'Constat',
    value: (one) => one.row.statement,
    text: (one) => [one.row.statement, one.settledAt].filter(Boolean).join(', '),
    quiet: true,
    minWidth: 200,
  },
  {
    id: 'amount',
    title: 'En jeu',
    value: (one) => one.row.amount_cents,
    text: (one) => (one.row.amount_cents === 0 ? '·' : formatCents(one.row.amount_cents)),
    align: 'end',
    width: 96,
    unsearched: true,
  },
  { id: 'remedy', title: '(Remède)', value: () => null, align: 'end', width: 124, unsortable: true },
];
