import type { Help, SubsidyStanding, SubsidyTerms, SubsidyView } from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';

export const standingWords: Record<SubsidyStanding, { word: string; tone: Exclude<Tone, 'neutral'> }> = {
  running: { word: 'en cours', tone: 'ok' },
  coming: { word: 'à venir', tone: 'accent' },
  over: { word: 'terminée', tone: 'warn' },
};

export const helps: Option<Help['kind']>[] = [
  { value: 'rate', label: 'Une part de ce qui est dû' },
  { value: 'per_unit', label: 'Une somme par unité facturée' },
  { value: 'per_month', label: 'Une somme par mois' },
];

/** A subsidy as it is typed: every kind of help keeps its answer, the chosen one is sent. */
export interface SubsidyEntry {
  child: string | null;
  terms: {
    funder: string | null;
    activity: string | null;
    help: { kind: Help['kind']; amount: number | null; part: number | null };
    monthly_ceiling: number | null;
    whole_ceiling: number | null;
    from: string | null;
    to: string | null;
  };
}

/** To be sent, once what is required is there. */
export function termsOf({ terms }: SubsidyEntry): SubsidyTerms {
  const { kind, amount, part } = terms.help;
  const help: Help = kind === 'rate' ? { kind, part: part ?? 0 } : { kind, amount: amount ?? 0 };
  return { ...terms, funder: terms.funder!, from: terms.from!, help };
}

/** Whom and what it is for: « Lou, cantine seule ». */
export function wholeLabel({ child_name, activity_name }: SubsidyView): string {
  return [
    child_name || 'Tous les enfants du foyer',
    activity_name ? `${activity_name} seulement` : 'toutes les activités',
  ].join(', ');
}
