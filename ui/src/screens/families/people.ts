import type { GuardianView } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({ civility, bonds }: Pick<GuardianView, 'civility' | 'bonds'>): string {
  const mother = bonds?.some(({ kinship }) => kinship === 'mother');
  return civility === 'MME' || mother ? 'débitrice' : 'débiteur';
}

/** « de Tom », « d’Élise », « d’Hicham »: a first name after « de ». */
export function ofName(name: string): string {
  return /^[aeiouyàâäéèêëîïôöùûüœæh]/i.test(name) ? `d’${name}` : `de ${name}`;
}
