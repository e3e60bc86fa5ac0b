import type { FamilyView } from '$lib/api';
import type { Tab } from '$lib/components/tabs';
import { session } from '$lib/shell/session.svelte';

/** The tabs of a file, as its address names them. */
export type TabId =
  | 'resume'
  | 'foyers'
  | 'pieces'
  | 'accords'
  | 'scolarite'
  | 'habitudes'
  | 'reservations'
  | 'factures'
  | 'tarif'
  | 'banque'
  | 'suivi';

/** Those that this agent reads, of a file that may still be on its way. */
export const tabsOf = (view: FamilyView | undefined): Tab<TabId>[] =>
  [
    { id: 'resume', label: 'Résumé' },
    { id: 'foyers', label: 'Foyers et droits' },
    session.can('ReadDocuments') && {
      id: 'pieces',
      label: 'Pièces',
      count: view?.documents?.missing || undefined,
      warn: true,
    },
    session.can('ReadPhotoConsents') && { id: 'accords', label: 'Accords' },
    session.can('ReadSchooling') && { id: 'scolarite', label: 'Scolarité' },
    view?.children.some(({ habits }) => habits) && { id: 'habitudes', label: 'Habitudes' },
    session.can('ReadAttendance') && { id: 'reservations', label: 'Réservations' },
    session.can('ReadBilling') && { id: 'factures', label: 'Factures', count: view?.invoices_count },
    (session.can('ReadQuotients') || session.can('ReadBalance')) && {
      id: 'tarif',
      label: 'Tarif et ressources',
    },
    session.can('ReadBank') && { id: 'banque', label: 'Prélèvement' },
    session.can('ReadRelation') && { id: 'suivi', label: 'Suivi' },
  ].filter((tab): tab is Tab<TabId> => Boolean(tab));
