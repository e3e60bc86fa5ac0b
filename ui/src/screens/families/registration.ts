import type { FamilyRegisterRequest } from '$lib/api';
import { readPath, type Path } from '$lib/form/path';
import { childTitle, guardianTitle } from './drafts';

type At = Path<FamilyRegisterRequest>;

/** What must be answered, for as many households, guardians and children as there are now (rows A01, A03, A05, E01, E02, E04). */
export function requiredPaths(family: FamilyRegisterRequest): At[] {
  const homes = family.households.flatMap((household, at) => [
    ...household.guardians.flatMap((guardian, rank): At[] => [
      `households.${at}.guardians.${rank}.birth_name`,
      ...(guardian.single_name ? [] : [`households.${at}.guardians.${rank}.first_name` as const]),
    ]),
    ...(['street', 'postcode', 'city'] as const).map((line): At => `households.${at}.address.${line}`),
  ]);
  const children = family.children.flatMap(({ identity }, at): At[] => [
    `children.${at}.identity.name`,
    ...(identity.single_name ? [] : [`children.${at}.identity.first_name` as const]),
    `children.${at}.identity.birth_date`,
  ]);
  return [...homes, ...children];
}

/** What was typed where the core found someone alike: `children.0`, `households.0.guardians.1`. */
export function typedAt(
  family: FamilyRegisterRequest,
  field: string,
): { name: string; birth_date: string | null } {
  const child = /^children\.(\d+)/.exec(field);
  if (child) {
    const identity = family.children[Number(child[1])]?.identity;
    return identity
      ? { name: childTitle(identity, Number(child[1])), birth_date: identity.birth_date }
      : { name: '', birth_date: null };
  }
  const guardian = readPath(family, field) as
    FamilyRegisterRequest['households'][number]['guardians'][number] | undefined;
  const rank = Number(/(\d+)$/.exec(field)?.[1] ?? 0);
  return guardian
    ? { name: guardianTitle(guardian, rank), birth_date: guardian.birth_date }
    : { name: '', birth_date: null };
}
