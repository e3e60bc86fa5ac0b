import type { DerogationReason, DerogationStanding, Direction } from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';

export const derogationReasons: Option<DerogationReason>[] = [
  { value: 'parents_work', label: 'Travail des parents' },
  { value: 'sibling', label: 'Frère ou sœur dans l’école ou la commune' },
  { value: 'cycle_begun', label: 'Cycle commencé dans cette école' },
  { value: 'regional_language', label: 'Enseignement d’une langue régionale' },
  { value: 'care_nearby', label: 'Garde de l’enfant près de l’école' },
  { value: 'moving', label: 'Déménagement en cours d’année' },
  { value: 'agreement', label: 'Accord du maire ou des deux communes' },
  { value: 'other_legal_case', label: 'Autre cas prévu par la loi, pièce vue' },
];

export const derogationStandings: Option<DerogationStanding>[] = [
  { value: 'asked', label: 'Demandée' },
  { value: 'accepted', label: 'Accordée' },
  { value: 'refused', label: 'Refusée' },
];

export const derogationTones: Record<DerogationStanding, Exclude<Tone, 'neutral'>> = {
  asked: 'warn',
  accepted: 'ok',
  refused: 'bad',
};

/** What the town of residence says of its share: nobody said, yes, no. */
export const feeAnswers: Option<boolean | null>[] = [
  { value: null, label: 'Pas encore dit' },
  { value: true, label: 'Oui' },
  { value: false, label: 'Non' },
];

export const directions: Option<Direction>[] = [
  { value: 'both', label: 'Aller et retour' },
  { value: 'outward', label: 'Aller seulement' },
  { value: 'return', label: 'Retour seulement' },
];

/** The days a school bus may run, as bits of a mask, Monday lowest. */
export const busDays: Option<string>[] = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi'].map(
  (label, at) => ({ value: String(at), label }),
);

/** Monday, Tuesday, Thursday, Friday. */
export const SCHOOL_FOUR = 0b11011;

export const chosenDays = (mask: number): string[] =>
  busDays.map(({ value }) => value).filter((at) => (mask & (1 << Number(at))) !== 0);
export const maskOf = (chosen: readonly string[]): number =>
  chosen.reduce((mask, at) => mask | (1 << Number(at)), 0);
