import type { BondView, ChildId, FamilyView, GuardianId } from '$lib/api';
import type { Option } from '$lib/components/options';
import { ofName } from '$lib/text/format';

/** The adults of a file, for a list. */
export const adultsOf = (file: FamilyView): Option<GuardianId>[] =>
  file.households.flatMap(({ guardians }) =>
    guardians.map((one) => ({ value: one.id, label: one.shown_name })),
  );

/** The children of a file, for a list. */
export const childrenOf = (file: FamilyView): Option<ChildId>[] =>
  file.children.map((child) => ({ value: child.id, label: child.first_name }));

/** What an adult is to a child of the file. */
export function bondOf(
  file: FamilyView,
  { guardian, child }: { guardian: GuardianId; child: ChildId },
): BondView | undefined {
  const adult = file.households.flatMap(({ guardians }) => guardians).find((one) => one.id === guardian);
  return adult?.bonds?.find((bond) => bond.child === child);
}

/** « mère » when it is so of every child, « mère de Tom, beau-parent d’Élise » otherwise. */
export function perChild(bonds: readonly BondView[], label: (bond: BondView) => string): string {
  const [first, ...others] = bonds;
  if (!first) return '—';
  if (others.every((bond) => label(bond) === label(first))) return label(first);
  return bonds.map((bond) => `${label(bond)} ${ofName(bond.child_name)}`).join(', ');
}

/** Whether an adult of the file has lost authority over one of its children. */
export const hasLost = (bonds: readonly BondView[] | undefined): boolean =>
  Boolean(bonds?.some((bond) => bond.authority === 'lost'));
