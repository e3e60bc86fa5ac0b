import type { ImportRowState } from '$lib/api';

/** What becomes of a row, in the words of the screens that read files. */
export const rowStates: Record<ImportRowState, { label: string; tone: 'ok' | 'warn' | 'bad' | 'accent' }> = {
  accepted: { label: 'acceptée', tone: 'ok' },
  to_check: { label: 'à vérifier', tone: 'warn' },
  refused: { label: 'refusée', tone: 'bad' },
  already_taken: { label: 'déjà prise', tone: 'accent' },
};
