import type {
  AuthorityTitle,
  BalanceLight,
  HealthLight,
  Kinship,
  ParentalAuthority,
  PhoneKind,
  QuotientKind,
  QuotientSource,
  QuotientState,
  SendPreference,
  UsualMeans,
} from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';

interface Word {
  word: string;
  tone: Exclude<Tone, 'neutral'>;
}

export const balanceWords: Record<BalanceLight, Word> = {
  owes: { word: 'doit', tone: 'warn' },
  even: { word: 'à jour', tone: 'ok' },
  advance: { word: 'avance', tone: 'accent' },
};

export const quotientWords: Record<QuotientState, Word> = {
  missing: { word: 'quotient inconnu', tone: 'bad' },
  expired: { word: 'quotient expiré', tone: 'bad' },
  to_renew: { word: 'à renouveler', tone: 'warn' },
  current: { word: 'en cours', tone: 'ok' },
};

export const healthWords: Record<HealthLight, Word> = {
  to_complete: { word: 'À compléter', tone: 'warn' },
  unknown: { word: 'Jamais vue', tone: 'accent' },
  up_to_date: { word: 'À jour', tone: 'ok' },
};

export const civilities: Option<string>[] = [
  { value: '', label: 'Non précisée' },
  { value: 'MME', label: 'Mme' },
  { value: 'M', label: 'M.' },
  { value: 'METMME', label: 'M. et Mme' },
  { value: 'MOUMME', label: 'M. ou Mme' },
];

export const kinships: Option<Kinship>[] = [
  { value: 'mother', label: 'Mère' },
  { value: 'father', label: 'Père' },
  { value: 'step_parent', label: 'Beau-parent' },
  { value: 'grandparent', label: 'Grand-parent' },
  { value: 'tutor', label: 'Tuteur' },
  { value: 'foster_family', label: 'Famille d’accueil' },
  { value: 'other', label: 'Autre lien' },
];

/** A loss is left out: the head of service writes it, in a dialog of its own. */
export const authorities: Option<ParentalAuthority>[] = [
  { value: 'joint', label: 'Conjointe' },
  { value: 'sole', label: 'Exclusive' },
  { value: 'delegated', label: 'Déléguée' },
  { value: 'third_party', label: 'Tiers à qui l’enfant est confié' },
];

export const authorityTitles: Option<AuthorityTitle | null>[] = [
  { value: null, label: 'Aucune' },
  { value: 'birth_certificate', label: 'Acte de naissance' },
  { value: 'family_record_book', label: 'Livret de famille' },
  { value: 'joint_declaration', label: 'Déclaration conjointe' },
  { value: 'agreement', label: 'Convention des parents' },
  { value: 'judgment', label: 'Décision de justice' },
];

/** The neutral list: none of them says why (`regimes_neutres.csv`). */
export const diets: Option<string>[] = [
  { value: '', label: 'Repas courant' },
  { value: 'SPORC', label: 'Sans porc' },
  { value: 'SVIANDE', label: 'Sans viande' },
  { value: 'VEGE', label: 'Menu végétarien' },
  { value: 'SBOEUF', label: 'Sans bœuf' },
];

/** A kind nobody said is read from the number itself. */
export const phoneKinds: Option<PhoneKind | null>[] = [
  { value: null, label: 'selon le numéro' },
  { value: 'mobile', label: 'mobile' },
  { value: 'home', label: 'domicile' },
  { value: 'work', label: 'travail' },
];

export const sendings: Option<SendPreference>[] = [
  { value: 'unsaid', label: 'Sans préférence' },
  { value: 'email', label: 'Par courriel' },
  { value: 'post', label: 'Par courrier' },
];

export const regimes: Option<string>[] = [
  { value: '', label: 'Non précisé' },
  { value: 'general', label: 'Régime général' },
  { value: 'msa', label: 'Régime agricole (MSA)' },
  { value: 'special', label: 'Régime spécial' },
  { value: 'other', label: 'Autre régime' },
];

export const quotientKinds: Option<QuotientKind>[] = [
  { value: 'caf', label: 'CAF' },
  { value: 'msa', label: 'MSA' },
  { value: 'tax', label: 'Calculé sur l’avis d’imposition' },
  { value: 'municipal', label: 'Calculé par la commune' },
];

/** `import` is left out: a file brings it, nobody types it. */
export const quotientSources: Option<QuotientSource>[] = [
  { value: 'attestation', label: 'Attestation présentée' },
  { value: 'cdap', label: 'Lu sur CDAP' },
  { value: 'tax_notice', label: 'Avis d’imposition' },
  { value: 'declaration', label: 'Déclaré par la famille' },
];

export const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;

export const residences: Option<boolean | null>[] = [
  { value: null, label: 'Selon l’adresse' },
  { value: true, label: 'De la commune' },
  { value: false, label: 'Hors commune' },
];

/** Means of the régie a family may say; a direct debit follows from a mandate, and is not said. */
export const usualMeans: Option<UsualMeans | null>[] = [
  { value: null, label: 'Non précisé' },
  { value: 'online', label: 'Paiement en ligne (PayFiP)' },
  { value: 'card', label: 'Carte bancaire' },
  { value: 'cheque', label: 'Chèque' },
  { value: 'cash', label: 'Espèces' },
  { value: 'transfer', label: 'Virement' },
  { value: 'cesu', label: 'CESU' },
  { value: 'ancv', label: 'Chèque-vacances' },
];
