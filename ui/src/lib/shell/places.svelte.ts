import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
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
import type { Role } from '$lib/api';
import type { IconComponent } from '$lib/icons/icon';
import type { PlainRoute, SectionId } from './routes';
import { router } from './router.svelte';
import { session } from './session.svelte';

export interface Place {
  section: SectionId;
  route: PlainRoute;
  title: string;
  icon: IconComponent;
  /** Roles that find it in their rail; what a role may not see is absent. */
  roles: readonly Role[];
  /** At the foot of the rail. */
  foot?: boolean;
}

const everyone: readonly Role[] = ['INS', 'FAC', 'SAN', 'TER', 'RPE', 'RES', 'ADM', 'DPO'];

/** The rail, from top to bottom. */
export const places: readonly Place[] = [
  { section: 'home', route: 'home', title: 'Accueil', icon: House, roles: everyone },
  {
    section: 'families',
    route: 'families',
    title: 'Familles',
    icon: UsersRound,
    roles: ['INS', 'FAC', 'RES', 'RPE'],
  },
  {
    section: 'attendance',
    route: 'attendance',
    title: 'Présences',
    icon: CalendarCheck,
    roles: ['INS', 'TER', 'RES', 'SAN'],
  },
  { section: 'school_meals', route: 'school_meals', title: 'Cantine', icon: Utensils, roles: ['INS', 'TER'] },
  { section: 'health', route: 'health', title: 'Santé', icon: HeartPulse, roles: ['SAN'] },
  { section: 'billing', route: 'billing', title: 'Facturation', icon: ReceiptEuro, roles: ['FAC', 'RES'] },
  { section: 'payments', route: 'payments', title: 'Règlements', icon: Coins, roles: ['FAC', 'RES'] },
  { section: 'tresor', route: 'tresor', title: 'Trésor', icon: Landmark, roles: ['FAC'] },
  {
    section: 'exchanges',
    route: 'exchanges',
    title: 'Échanges',
    icon: ArrowLeftRight,
    roles: ['INS', 'FAC'],
  },
  { section: 'audit', route: 'audit', title: 'Journal', icon: ScrollText, roles: ['DPO', 'RES'] },
  { section: 'settings', route: 'settings', title: 'Réglages', icon: Settings, roles: everyone, foot: true },
  { section: 'help', route: 'help', title: 'Aide', icon: CircleQuestionMark, roles: everyone, foot: true },
];

/** The places of the agent at the window. */
export function visiblePlaces(): Place[] {
  const roles = session.agent?.roles ?? [];
  return places.filter(
    (place) => router.known.has(place.route) && place.roles.some((role) => roles.includes(role)),
  );
}

/** Alt and its rank in the rail; help keeps F1 and settings their comma, whatever the role. */
export function keysOfPlace(place: Place): string | undefined {
  if (place.section === 'help') return 'F1';
  if (place.section === 'settings') return 'Ctrl+,';
  const rank = visiblePlaces().indexOf(place) + 1;
  return rank > 0 && rank <= 9 ? `Alt+${rank}` : undefined;
}
