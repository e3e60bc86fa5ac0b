import type { FamilyView, GuardianView, Kinship } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({ civility, bonds }: Pick<GuardianView, 'civility' | 'bonds'>): string {
  const mother = bonds?.some(({ kinship }) => kinship === 'mother');
  return civility === 'MME' || mother ? 'débitrice' : 'débiteur';
}

/** What a new adult of a file most likely is to its children: the parent it does not have yet; nothing presumed once it has both. */
export function likelyKinship({ households }: Pick<FamilyView, 'households'>): Kinship {
  const known = households.flatMap(({ guardians }) => guardians.map(({ draft }) => draft?.kinship));
  return (['mother', 'father'] as const).find((parent) => !known.includes(parent)) ?? 'other';
}
