// Where the recovery sheets stand, and what is to be done next about them.
import type { RecoveryView } from '$lib/api';
import type { Tone } from '$lib/components/tone';
import { count, enumeration, inSentence } from '$lib/text/format';

const YEAR_DAYS = 365;
/** Days before the year is over when a try may as well be done. */
const SOON_DAYS = 335;

export type SheetStep = 'make' | 'print' | 'try' | 'done';

export function stepOf(view: RecoveryView): SheetStep {
  if (view.used) return 'make';
  if (view.rehearsed_at_ms !== null) return 'done';
  if (view.printed_at_ms !== null) return 'try';
  return view.printable ? 'print' : 'make';
}

export interface Said {
  tone: Exclude<Tone, 'neutral'>;
  title: string;
  words: string;
}

/** What an administrator reads first. */
export function standingOf(view: RecoveryView): Said {
  const step = stepOf(view);
  if (view.used)
    return {
      tone: 'bad',
      title: 'Un nouveau jeu est à faire.',
      words: 'Ces feuilles ont servi à la porte\u00a0: faites-en d’autres, imprimez-les et essayez-les.',
    };
  if (step === 'make')
    return {
      tone: 'bad',
      title: 'Ces feuilles n’ont pas été imprimées.',
      words:
        'La session qui les a faites est fermée, et ce qui s’imprime n’est gardé nulle part\u00a0: faites un nouveau jeu.',
    };
  if (step === 'print')
    return {
      tone: 'warn',
      title: 'À imprimer dans cette session.',
      words: 'Ce qui s’imprime sera oublié au verrouillage.',
    };
  if (step === 'try')
    return {
      tone: 'warn',
      title: 'À essayer.',
      words: view.ready
        ? 'Un jeu qui n’a pas été essayé ne protège de rien.'
        : 'Avant cela, aucune famille ne peut être inscrite.',
    };
  const days = view.days_since_rehearsal ?? 0;
  if (days >= YEAR_DAYS)
    return {
      tone: 'bad',
      title: 'L’essai de l’année est à faire.',
      words: `Le dernier date de ${count(days, 'jour')}.`,
    };
  if (days >= SOON_DAYS)
    return {
      tone: 'warn',
      title: 'L’essai de l’année approche.',
      words: `À refaire dans ${count(YEAR_DAYS - days, 'jour')}.`,
    };
  return {
    tone: 'ok',
    title: 'Les feuilles sont bonnes.',
    words: `Prochain essai dans ${count(YEAR_DAYS - days, 'jour')}.`,
  };
}

/** Compartments these sheets do not open yet, and who mends it. */
export function awaitedWords(awaited: readonly string[]): string | undefined {
  if (awaited.length === 0) return undefined;
  const names = enumeration(awaited.map((name) => `«\u00a0${inSentence(name)}\u00a0»`));
  return `Ces feuilles n’ouvrent pas encore ${names}\u00a0: qui en détient la clé la leur confie en ouvrant sa session.`;
}
