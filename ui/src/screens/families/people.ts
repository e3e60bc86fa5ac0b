import type { GuardianView } from '$lib/api';

/** « débitrice » when the file lets it be known, « débiteur » otherwise. */
export function debtorWord({
  civility,
  kinship_label,
}: Pick<GuardianView, 'civility' | 'kinship_label'>): string {
  return civility === 'MME' || kinship_label === 'mère' ? 'débitrice' : 'débiteur';
}
