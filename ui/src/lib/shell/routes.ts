/**
 * Every place of the window. `lib` knows their names and addresses; `screens/index.ts` says which component shows each
 * one (a complete record: a place without its screen does not compile).
 */
export type SectionId =
  | 'home'
  | 'families'
  | 'attendance'
  | 'school_meals'
  | 'billing'
  | 'payments'
  | 'tresor'
  | 'exchanges'
  | 'health'
  | 'audit'
  | 'settings'
  | 'help';

export interface RouteDefinition {
  /** `:name` is a parameter. */
  path: string;
  section: SectionId;
  /** Shown in the top bar until the screen says something more precise. */
  title: string;
}

function define<const R extends Record<string, RouteDefinition>>(table: R): R {
  return table;
}

export const routes = define({
  home: { path: '/', section: 'home', title: 'Accueil' },
  families: { path: '/familles', section: 'families', title: 'Familles' },
  family_register: { path: '/familles/nouvelle', section: 'families', title: 'Nouvelle famille' },
  family: { path: '/familles/:id', section: 'families', title: 'Famille' },
  attendance: { path: '/presences', section: 'attendance', title: 'Présences' },
  school_meals: { path: '/cantine', section: 'school_meals', title: 'Cantine' },
  billing: { path: '/facturation', section: 'billing', title: 'Facturation' },
  billing_month: { path: '/facturation/mois/:month', section: 'billing', title: 'Facturation du mois' },
  run: { path: '/facturation/campagnes/:id', section: 'billing', title: 'Campagne' },
  invoice: { path: '/facturation/factures/:id', section: 'billing', title: 'Facture' },
  payments: { path: '/reglements', section: 'payments', title: 'Règlements' },
  household_account: { path: '/reglements/foyers/:id', section: 'payments', title: 'Compte du foyer' },
  tresor: { path: '/tresor', section: 'tresor', title: 'Trésor' },
  bordereau: { path: '/tresor/bordereaux/:run', section: 'tresor', title: 'Bordereau' },
  treasury_returns: { path: '/tresor/retours', section: 'tresor', title: 'Retours du Trésor' },
  treasury_settings: { path: '/tresor/reglages', section: 'tresor', title: 'Réglages du Trésor' },
  exchanges: { path: '/echanges', section: 'exchanges', title: 'Échanges' },
  health: { path: '/sante', section: 'health', title: 'Santé' },
  health_record: { path: '/sante/:id', section: 'health', title: 'Dossier de santé' },
  audit: { path: '/journal', section: 'audit', title: 'Journal' },
  activities: { path: '/activites', section: 'settings', title: 'Activités' },
  settings: { path: '/reglages', section: 'settings', title: 'Réglages' },
  help: { path: '/aide', section: 'help', title: 'Aide' },
});

export type RouteName = keyof typeof routes;

/** The parameters of an address, from its pattern: `/familles/:id` → `{ id: string }`. */
type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
export type RouteParams<N extends RouteName> = Record<ParamNames<(typeof routes)[N]['path']>, string>;

/** Places one can go to without saying which. */
export type PlainRoute = { [N in RouteName]: keyof RouteParams<N> extends never ? N : never }[RouteName];

/** What every screen receives. `search` holds what is chosen on the screen and must survive « back »: a tab, a month. */
export interface ScreenProps<N extends RouteName = RouteName> {
  params: RouteParams<N>;
  search: Readonly<Record<string, string>>;
}
