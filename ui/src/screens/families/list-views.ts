import type { FamilyRow } from '$lib/api';

export type FamilyListView = 'all' | 'dossier' | 'doivent' | 'quotient';

export interface ListView {
  id: FamilyListView;
  label: string;
  count: number;
  where: (family: FamilyRow) => boolean;
}

/** The ready-made views of the list: only those that this role's rows can answer. */
export function familyViews(families: readonly FamilyRow[]): ListView[] {
  const owes = (f: FamilyRow): boolean =>
    f.balance_cents === undefined ? f.balance_light === 'owes' : f.balance_cents > 0;
  const candidates: (Omit<ListView, 'count'> & { sent: boolean })[] = [
    { id: 'all', label: 'Toutes', where: () => true, sent: true },
    { id: 'dossier', label: 'Dossier incomplet', where: (f) => f.missing.length > 0, sent: true },
    {
      id: 'quotient',
      label: 'Quotient à revoir',
      where: (f) => f.quotient_state !== undefined && f.quotient_state !== 'current',
      sent: families.some((f) => f.quotient_state !== undefined),
    },
    {
      id: 'doivent',
      label: 'Doivent',
      where: owes,
      sent: families.some((f) => f.balance_light !== undefined),
    },
  ];
  return candidates
    .filter((view) => view.sent)
    .map(({ id, label, where }) => ({ id, label, where, count: families.filter(where).length }));
}

export function isFamilyListView(text: string | undefined): text is FamilyListView {
  return text === 'all' || text === 'dossier' || text === 'doivent' || text === 'quotient';
}
