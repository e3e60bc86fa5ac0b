import type {
  AuthorityView,
  ChildView,
  ContactView,
  FamilyView,
  GuardianView,
  HouseholdAddressView,
  HouseholdView,
  MandateView,
  RelationView,
  SubsidyView,
} from '$lib/api';

/** What is being edited above a family's file. */
export type FamilyDialog =
  | { kind: 'household'; household: HouseholdView }
  | { kind: 'household_add' }
  | { kind: 'split' }
  | { kind: 'composition' }
  | { kind: 'debtor'; household: HouseholdView; guardian: GuardianView }
  | { kind: 'stay'; household: HouseholdView; guardian: GuardianView }
  | { kind: 'address'; household: HouseholdView; second?: HouseholdAddressView }
  | { kind: 'size'; household: HouseholdView }
  | { kind: 'consult'; household: HouseholdView }
  | { kind: 'guardian'; household: HouseholdView; guardian?: GuardianView }
  | { kind: 'child'; child?: ChildView }
  | { kind: 'custody'; child: ChildView }
  | { kind: 'kinship' }
  | { kind: 'authority'; said?: AuthorityView }
  | { kind: 'loss'; loss?: AuthorityView }
  | { kind: 'contact'; contact?: ContactView }
  | { kind: 'registrations' }
  | { kind: 'quotient'; household: HouseholdView }
  | { kind: 'allocataire'; household: HouseholdView }
  | { kind: 'income'; household: HouseholdView }
  | { kind: 'subsidy'; household: HouseholdView }
  | { kind: 'subsidy_end'; household: HouseholdView; subsidy: SubsidyView }
  | { kind: 'means'; household: HouseholdView }
  | { kind: 'relation'; entry?: RelationView }
  | { kind: 'letter' }
  | { kind: 'mandate'; household: HouseholdView; mandate?: MandateView }
  | { kind: 'mandate_revoke'; household: HouseholdView; mandate: MandateView };

/** What the parts of the file ask the page to open. */
export type Ask = (dialog: FamilyDialog) => void;

/** What an address asks to open in the file: `garde=<child>`, `foyer=<household>`, `quotient=<household>`. */
export function askedDialog(
  file: FamilyView,
  search: Readonly<Record<string, string>>,
): FamilyDialog | undefined {
  const household = (id: string | undefined) => file.households.find((one) => one.id === id);
  const child = file.children.find((one) => one.id === search.garde);
  if (child) return { kind: 'custody', child };
  const edited = household(search.foyer);
  if (edited) return { kind: 'household', household: edited };
  const valued = household(search.quotient);
  return valued && { kind: 'quotient', household: valued };
}
