import { hrefOf, router } from './router.svelte';
import type { RouteName } from './routes';
import { session } from './session.svelte';

/** The pages of `docs/guide`, in the order they are listed. */
export const guideOrder = [
  'connexion',
  'accueil',
  'familles',
  'presences',
  'cantine',
  'sante',
  'activites',
  'facturation',
  'reglements',
  'tresor',
  'echanges',
  'statistiques',
  'journal',
  'reglages',
  'sauvegardes',
] as const;
export type GuidePageId = (typeof guideOrder)[number];

/** The page that speaks of each place: a place without one does not compile. */
export const guidePages: Record<RouteName, GuidePageId> = {
  home: 'accueil',
  families: 'familles',
  family_register: 'familles',
  documents: 'familles',
  queries: 'familles',
  duplicates: 'familles',
  family: 'familles',
  attendance: 'presences',
  school_meals: 'cantine',
  health: 'sante',
  health_record: 'sante',
  activities: 'activites',
  billing: 'facturation',
  billing_month: 'facturation',
  run: 'facturation',
  invoice: 'facturation',
  payments: 'reglements',
  household_account: 'reglements',
  tresor: 'tresor',
  bordereau: 'tresor',
  treasury_returns: 'tresor',
  treasury_settings: 'tresor',
  exchanges: 'echanges',
  statistics: 'statistiques',
  audit: 'journal',
  settings: 'reglages',
  help: 'accueil',
};

/** The guide asked for: a place of its own, or a page above what would be lost by leaving it. */
export class Guide {
  /** The page shown above the rest. */
  shown = $state<GuidePageId>();

  get page(): GuidePageId {
    if (session.phase !== 'open') return 'connexion';
    const { name, search } = router.location;
    return name === 'settings' && search.onglet === 'sauvegarde' ? 'sauvegardes' : guidePages[name];
  }

  get href(): string {
    return hrefOf('help', {}, { page: this.page });
  }

  open = (): void => {
    if (session.phase !== 'open' || document.querySelector('dialog[open]')) this.shown = this.page;
    else if (router.location.name !== 'help') void router.open(this.href);
  };

  close = (): void => {
    this.shown = undefined;
  };
}

export const guide = new Guide();
