import type { GuardianView } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({ civility, bonds }: Pick<GuardianView, 'civility' | 'bonds'>): string {
  const mother = bonds?.some(({ kinship }) => kinship === 'mother');
  return civility === 'MME' || mother ? 'débitrice' : 'débiteur';
}

/** « de Tom », « d’Élise », « d’Hicham », « d’Yves », « de Yasmine »: a first name after « de »; before a vowel, a y is a consonant. */
export function ofName(name: string): string {
  const elided = /^(?:[aeiouàâäéèêëîïôöùûüœæh]|y[^aeiouàâäéèêëîïôöùûüœæ])/i;
  return elided.test(name) ? `d’${name}` : `de ${name}`;
}
