import type { ChildId, FamilyView, GuardianId, GuardianView, HouseholdView, SplitChildEntry } from '$lib/api';
import { formatDate } from '$lib/text/format';
import { type Arrangement, heldBy } from './custody';

/** The two households of a separation. */
export type SplitSide = 'here' | 'there';

/** The adults who live in a household, as far as this desk knows. */
export const presentIn = (household: HouseholdView): GuardianView[] =>
  household.guardians.filter(({ stay }) => !stay?.to);

/** Those who have left it. */
export const goneFrom = (household: HouseholdView): GuardianView[] =>
  household.guardians.filter(({ stay }) => stay?.to);

/** « vit ici depuis le 01/09/2024 », « a quitté le foyer le 01/04/2026 »; nothing when nobody said. */
export function stayWords({ stay }: Pick<GuardianView, 'stay'>): string {
  if (stay?.to) return `a quitté le foyer le ${formatDate(stay.to)}`;
  return stay?.from ? `vit ici depuis le ${formatDate(stay.from)}` : '';
}

/** The households one adult may leave: another adult stays there. */
export const divisible = (file: FamilyView): HouseholdView[] =>
  file.households.filter((household) => presentIn(household).length > 1);

/** The household an adult lives in. */
export const homeOf = (file: FamilyView, guardian: GuardianId): HouseholdView | undefined =>
  file.households.find(({ guardians }) => guardians.some(({ id }) => id === guardian));

/** The children a household has custody of. */
export const childrenAt = (file: FamilyView, household: HouseholdView | undefined): ChildId[] =>
  file.children
    .filter(({ custodies }) => custodies.some((one) => one.household === household?.id))
    .map(({ id }) => id);

/** What the core is told of the children: one arrangement for those chosen, the custody of the others left as it is. */
export function sentChildren(
  children: readonly ChildId[],
  arrangement: Arrangement<SplitSide>,
): SplitChildEntry[] {
  const custodies = heldBy(arrangement).map(({ household, pattern }) => ({ home: household, pattern }));
  return children.map((child) => ({ child, custodies }));
}
