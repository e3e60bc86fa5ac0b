import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Clock from '@lucide/svelte/icons/clock';
import type { AllergyDraft, HealthLight, PaiState, Valence, ValenceState } from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';
import type { IconComponent } from '$lib/icons/icon';
import { formatDate } from '$lib/text/format';

/** The fourteen allergens to be declared, in the order of the regulation (`allergenes_inco_14.csv`). */
export const allergens = [
  'Céréales contenant du gluten',
  'Crustacés',
  'Œufs',
  'Poissons',
  'Arachides',
  'Soja',
  'Lait (dont lactose)',
  'Fruits à coque',
  'Céleri',
  'Moutarde',
  'Graines de sésame',
  'Anhydride sulfureux et sulfites',
  'Lupin',
  'Mollusques',
] as const;

export type Severity = AllergyDraft['severity'];

export const severities: Option<Severity>[] = [
  { value: 'severe', label: 'Sévère' },
  { value: 'moderate', label: 'Modérée' },
  { value: 'mild', label: 'Légère' },
];
export const severityTone: Record<Severity, Exclude<Tone, 'neutral'>> = {
  severe: 'bad',
  moderate: 'warn',
  mild: 'accent',
};

export const paiStates: Option<PaiState>[] = [
  { value: 'requested', label: 'Demandé' },
  { value: 'drafting', label: 'En rédaction' },
  { value: 'signing', label: 'En signature' },
  { value: 'active', label: 'Actif' },
  { value: 'to_review', label: 'À revoir' },
  { value: 'suspended', label: 'Suspendu' },
  { value: 'closed', label: 'Clos' },
];

/** The whole neutral list (`regimes_neutres.csv`): none of them says why. */
export const diets: Option<string>[] = [
  { value: 'STD', label: 'Repas courant' },
  { value: 'SPORC', label: 'Sans porc' },
  { value: 'SVIANDE', label: 'Sans viande' },
  { value: 'VEGE', label: 'Menu végétarien' },
  { value: 'SBOEUF', label: 'Sans bœuf' },
  { value: 'SGLUT', label: 'Sans gluten', detail: 'demande un PAI' },
  { value: 'SLAIT', label: 'Sans lait ni lactose', detail: 'demande un PAI' },
  { value: 'ALLERG', label: 'Éviction d’allergènes', detail: 'demande un PAI' },
  { value: 'PANIER', label: 'Panier-repas fourni par la famille', detail: 'demande un PAI' },
  { value: 'TEXT', label: 'Texture adaptée', detail: 'demande un PAI' },
  { value: 'LAITM', label: 'Lait maternel ou lait fourni' },
  { value: 'DIVERS', label: 'Étape de diversification' },
];

export const valences: Option<Valence>[] = [
  { value: 'DIP', label: 'Diphtérie' },
  { value: 'TET', label: 'Tétanos' },
  { value: 'POL', label: 'Poliomyélite' },
  { value: 'COQ', label: 'Coqueluche' },
  { value: 'HIB', label: 'Haemophilus influenzae b' },
  { value: 'HEB', label: 'Hépatite B' },
  { value: 'PNC', label: 'Pneumocoque' },
  { value: 'ROU', label: 'Rougeole' },
  { value: 'ORE', label: 'Oreillons' },
  { value: 'RUB', label: 'Rubéole' },
  { value: 'MNC', label: 'Méningocoque C' },
  { value: 'MNACWY', label: 'Méningocoques A C W Y' },
  { value: 'MNB', label: 'Méningocoque B' },
];

/** The usual injections, each with what it protects from: one date ticks them all. */
export const injections: { label: string; valences: Valence[] }[] = [
  { label: 'Hexavalent', valences: ['DIP', 'TET', 'POL', 'COQ', 'HIB', 'HEB'] },
  { label: 'Tétravalent', valences: ['DIP', 'TET', 'POL', 'COQ'] },
  { label: 'Pneumocoque', valences: ['PNC'] },
  { label: 'Méningocoque B', valences: ['MNB'] },
  { label: 'Méningocoques A C W Y', valences: ['MNACWY'] },
  { label: 'Rougeole, oreillons, rubéole', valences: ['ROU', 'ORE', 'RUB'] },
];

interface Word {
  word: string;
  tone: Exclude<Tone, 'neutral'>;
  icon?: IconComponent;
}

export const lights: Record<HealthLight, Word> = {
  to_complete: { word: 'À compléter', tone: 'warn' },
  unknown: { word: 'Jamais vu', tone: 'accent', icon: CircleHelp },
  up_to_date: { word: 'À jour', tone: 'ok' },
};

export function valenceWords(state: ValenceState | null): Word | undefined {
  switch (state?.state) {
    case undefined:
      return undefined;
    case 'up_to_date':
      return { word: 'À jour', tone: 'ok', icon: CircleCheck };
    case 'upcoming':
      return { word: `avant le ${formatDate(state.by)}`, tone: 'warn', icon: Clock };
    case 'missing':
      return { word: `manque depuis le ${formatDate(state.since)}`, tone: 'bad' };
    case 'contraindicated':
      return { word: 'Contre-indication', tone: 'seal' };
  }
}

/** Said most often when a record is opened; any other words do. */
export const usualReasons = [
  'Réunion PAI avec le médecin',
  'Mise à jour des vaccins',
  'Consigne à donner à la cantine',
  'Préparation d’une sortie',
  'Demande des parents',
  'Soin ou incident du jour',
] as const;
