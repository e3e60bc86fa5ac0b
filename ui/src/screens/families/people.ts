import type { GuardianView } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({ civility, bonds }: Pick<GuardianView, 'civility' | 'bonds'>): string {
  const mother = bonds?.some(({ kinship }) => kinship === 'mother');
  return civility === 'MME' || mother ? 'débitrice' : 'débiteur';
}
