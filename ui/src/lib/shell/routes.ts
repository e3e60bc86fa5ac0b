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
  | 'statistics'
  | 'audit'
  | 'settings'
  | 'help';

export interface RouteDefinition {
  /** `:name` is a parameter. */
  path: string;
  section: SectionId;
  /** Shown in the top bar until the screen says something more precise. */
  title: string;
  /** One of these opens it: to the others it is neither shown nor entered. */
  rights: readonly string[];
}

function define<const R extends Record<string, RouteDefinition>>(table: R): R {
  return table;
}

export const routes = define({
  home: { path: '/', section: 'home', title: 'Accueil', rights: ['ReadOwn'] },
  families: { path: '/familles', section: 'families', title: 'Familles', rights: ['ReadFamilies'] },
  family_register: {
    path: '/familles/nouvelle',
    section: 'families',
    title: 'Nouvelle famille',
    rights: ['EditFamilies'],
  },
  documents: {
    path: '/familles/pieces',
    section: 'families',
    title: 'Pièces manquantes',
    rights: ['ReadDocuments'],
  },
  queries: {
    path: '/familles/requetes',
    section: 'families',
    title: 'Requêtes',
    rights: ['ExportLists'],
  },
  duplicates: {
    path: '/familles/doublons',
    section: 'families',
    title: 'Doublons',
    rights: ['EditFamilies'],
  },
  family: { path: '/familles/:id', section: 'families', title: 'Famille', rights: ['ReadFamilies'] },
  attendance: { path: '/presences', section: 'attendance', title: 'Présences', rights: ['ReadAttendance'] },
  school_meals: {
    path: '/cantine',
    section: 'school_meals',
    title: 'Cantine',
    rights: ['ReadInstructions', 'EditAttendance'],
  },
  billing: { path: '/facturation', section: 'billing', title: 'Facturation', rights: ['ReadBilling'] },
  billing_month: {
    path: '/facturation/mois/:month',
    section: 'billing',
    title: 'Facturation du mois',
    rights: ['ReadBilling'],
  },
  run: { path: '/facturation/campagnes/:id', section: 'billing', title: 'Campagne', rights: ['ReadBilling'] },
  invoice: {
    path: '/facturation/factures/:id',
    section: 'billing',
    title: 'Facture',
    rights: ['ReadBilling'],
  },
  payments: { path: '/reglements', section: 'payments', title: 'Règlements', rights: ['ReadPayments'] },
  household_account: {
    path: '/reglements/foyers/:id',
    section: 'payments',
    title: 'Compte du foyer',
    rights: ['ReadPayments'],
  },
  tresor: { path: '/tresor', section: 'tresor', title: 'Trésor', rights: ['ExportTreasury'] },
  bordereau: {
    path: '/tresor/bordereaux/:run',
    section: 'tresor',
    title: 'Bordereau',
    rights: ['ExportTreasury'],
  },
  treasury_returns: {
    path: '/tresor/retours',
    section: 'tresor',
    title: 'Retours du Trésor',
    rights: ['ImportReturns'],
  },
  treasury_settings: {
    path: '/tresor/reglages',
    section: 'tresor',
    title: 'Réglages du Trésor',
    rights: ['ExportTreasury'],
  },
  exchanges: {
    path: '/echanges',
    section: 'exchanges',
    title: 'Échanges',
    rights: ['ImportQuotients', 'ExportCaf', 'ImportFamilies'],
  },
  health: { path: '/sante', section: 'health', title: 'Santé', rights: ['ReadHealth'] },
  health_record: { path: '/sante/:id', section: 'health', title: 'Dossier de santé', rights: ['ReadHealth'] },
  statistics: {
    path: '/statistiques',
    section: 'statistics',
    title: 'Statistiques',
    rights: ['ReadStatistics'],
  },
  audit: { path: '/journal', section: 'audit', title: 'Journal', rights: ['ReadAudit', 'VerifyAudit'] },
  activities: { path: '/activites', section: 'settings', title: 'Activités', rights: ['ReadActivities'] },
  settings: { path: '/reglages', section: 'settings', title: 'Réglages', rights: ['ReadOwn'] },
  help: { path: '/aide', section: 'help', title: 'Aide', rights: ['ReadOwn'] },
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
