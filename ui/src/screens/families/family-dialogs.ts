import type { ChildView, ContactView, GuardianView, HouseholdView } from '$lib/api';

/** What is being edited above a family's file. */
export type FamilyDialog =
  | { kind: 'household'; household: HouseholdView }
  | { kind: 'household_add' }
  | { kind: 'guardian'; household: HouseholdView; guardian?: GuardianView }
  | { kind: 'child'; child?: ChildView }
  | { kind: 'custody'; child: ChildView }
  | { kind: 'contact'; contact?: ContactView }
  | { kind: 'quotient'; household: HouseholdView }
  | { kind: 'allocataire'; household: HouseholdView };

/** What the parts of the file ask the page to open. */
export type Ask = (dialog: FamilyDialog) => void;
