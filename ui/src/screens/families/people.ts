import type { GuardianView } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({
  civility,
  kinship_label,
}: Pick<GuardianView, 'civility' | 'kinship_label'>): string {
  return civility === 'MME' || kinship_label === 'mère' ? 'débitrice' : 'débiteur';
}

/** « de Tom », « d’Élise », « d’Hicham »: a first name after « de ». */
export function ofName(name: string): string {
  return /^[aeiouyàâäéèêëîïôöùûüœæh]/i.test(name) ? `d’${name}` : `de ${name}`;
}
