import type { Component } from 'svelte';
import type { RouteName, ScreenProps } from '$lib/shell/routes';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each screen narrows its own parameters, or asks for none
type Screen = Component<ScreenProps<any>> | Component<Record<string, never>>;
type Load = () => Promise<{ default: Screen }>;

/** Which component shows each place. Loaded when first visited, so that the window opens fast. */
export const screens: Partial<Record<RouteName, Load>> = {
  statistics: () => import('./statistics/Statistics.svelte'),
  audit: () => import('./audit/Audit.svelte'),
  activities: () => import('./activities/Activities.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  attendance: () => import('./attendance/Attendance.svelte'),
  billing: () => import('./billing/Billing.svelte'),
  billing_month: () => import('./billing/BillingMonth.svelte'),
  run: () => import('./billing/Run.svelte'),
  invoice: () => import('./billing/Invoice.svelte'),
  payments: () => import('./payments/Payments.svelte'),
  household_account: () => import('./payments/HouseholdAccount.svelte'),
  tresor: () => import('./treasury/Treasury.svelte'),
  bordereau: () => import('./treasury/Treasury.svelte'),
  treasury_returns: () => import('./treasury/Returns.svelte'),
  treasury_settings: () => import('./treasury/TreasurySettings.svelte'),
  exchanges: () => import('./exchanges/Exchanges.svelte'),
  school_meals: () => import('./school-meals/SchoolMeals.svelte'),
  home: () => import('./home/Home.svelte'),
  families: () => import('./families/FamilyList.svelte'),
  family_register: () => import('./families/FamilyRegister.svelte'),
  documents: () => import('./families/MissingDocuments.svelte'),
  queries: () => import('./families/Queries.svelte'),
  duplicates: () => import('./families/DuplicateList.svelte'),
  family: () => import('./families/Family.svelte'),
  health: () => import('./health/HealthList.svelte'),
  health_record: () => import('./health/HealthRecord.svelte'),
  help: () => import('./help/Help.svelte'),
};

/** Before the vault is open: first start, login, lock. Without the rail, for there is nowhere to go. */
export const gate = (): Promise<{ default: Component }> => import('./gate/Gate.svelte');

/** A page of the guide above what is open; loaded when first asked for. */
export const guidePage = (): Promise<{ default: Component<{ id: string; onclose: () => void }> }> =>
  import('./help/GuideDialog.svelte');

/** Every part in its states; only in development and in builds made for screenshots. */
export const gallery = (): Promise<{ default: Component<{ page: string }> }> =>
  import('./gallery/Gallery.svelte');
