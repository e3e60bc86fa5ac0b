import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Coins from '@lucide/svelte/icons/coins';
import HeartPulse from '@lucide/svelte/icons/heart-pulse';
import House from '@lucide/svelte/icons/house';
import Landmark from '@lucide/svelte/icons/landmark';
import ReceiptEuro from '@lucide/svelte/icons/receipt-euro';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Settings from '@lucide/svelte/icons/settings';
import UsersRound from '@lucide/svelte/icons/users-round';
import Utensils from '@lucide/svelte/icons/utensils';
import type { IconComponent } from '$lib/icons/icon';
import { type PlainRoute, type SectionId, routes } from './routes';
import { guide } from './guide.svelte';
import { hrefOf, router } from './router.svelte';
import { session } from './session.svelte';

export interface Place {
  section: SectionId;
  route: PlainRoute;
  title: string;
  icon: IconComponent;
  /** Other words that an agent looks for it by. */
  words?: string;
  /** At the foot of the rail. */
  foot?: boolean;
}

/** The rail, from top to bottom. */
export const places: readonly Place[] = [
  { section: 'home', route: 'home', title: 'Accueil', icon: House },
  {
    section: 'families',
    route: 'families',
    title: 'Familles',
    icon: UsersRound,
    words: 'dossiers doublons requêtes pièces manquantes',
  },
  { section: 'attendance', route: 'attendance', title: 'Présences', icon: CalendarCheck },
  { section: 'school_meals', route: 'school_meals', title: 'Cantine', icon: Utensils },
  { section: 'health', route: 'health', title: 'Santé', icon: HeartPulse },
  { section: 'billing', route: 'billing', title: 'Facturation', icon: ReceiptEuro },
  { section: 'payments', route: 'payments', title: 'Règlements', icon: Coins },
  { section: 'tresor', route: 'tresor', title: 'Trésor', icon: Landmark },
  {
    section: 'exchanges',
    route: 'exchanges',
    title: 'Échanges',
    icon: ArrowLeftRight,
    words: 'import reprise ancien logiciel fichier export',
  },
  { section: 'audit', route: 'audit', title: 'Journal', icon: ScrollText },
  { section: 'statistics', route: 'statistics', title: 'Statistiques', icon: ChartColumn },
  { section: 'settings', route: 'settings', title: 'Réglages', icon: Settings, foot: true },
  { section: 'help', route: 'help', title: 'Aide', icon: CircleQuestionMark, foot: true },
];

/** The places of the agent at the window; what an agent may not see is absent. */
export function visiblePlaces(): Place[] {
  return places.filter(({ route }) => router.known.has(route) && session.canAny(routes[route].rights));
}

/** Where a place of the rail leads; help opens on the page about where one is. */
export const hrefOfPlace = (place: Place): string =>
  place.section === 'help' ? guide.href : hrefOf(place.route);

/** Alt and its rank in the rail; help keeps F1 and settings their comma, whatever the role. */
export function keysOfPlace(place: Place): string | undefined {
  if (place.section === 'help') return 'F1';
  if (place.section === 'settings') return 'Ctrl+,';
  const rank = visiblePlaces().indexOf(place) + 1;
  return rank > 0 && rank <= 9 ? `Alt+${rank}` : undefined;
}
