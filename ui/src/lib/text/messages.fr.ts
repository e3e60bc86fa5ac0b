import type { Code } from '$lib/api/generated/types';

/** What the window itself says, before the core answers or without it. The core's refusals come with their own sentence. */
export const messages = {
  windowFault: 'Cette action n’a pas pu aboutir. Rien n’a été écrit.',
  hostUnreachable: 'Préau ne répond plus. Fermez la fenêtre et rouvrez-la\u00a0: votre saisie est gardée.',
  notEntitled:
    'Elle n’est pas nécessaire à ce que vous faites ici. Si elle le devient, adressez-vous à l’administrateur.',
  required: 'Réponse attendue.',
  warned: 'Rien n’est encore enregistré\u00a0: relisez ce qui est signalé, puis recommencez.',
  refusal: 'Sans cette réponse, la demande ne peut pas être traitée.',
  nothingMatches: 'Aucune ligne ne répond au filtre.',
} as const;

/** Heading of a page that could not open, for each code of the core: a code without its heading does not compile. */
export const failureTitle: Record<Code | 'window_fault' | 'host_unreachable', string> = {
  locked: 'Le coffre est verrouillé',
  wrong_password: 'Mot de passe refusé',
  second_agent: 'Il faut deux personnes',
  too_many_attempts: 'Trop d’essais',
  forbidden: 'Votre profil n’ouvre pas cette page',
  not_found: 'Cette fiche n’existe plus',
  invalid: 'La demande est incomplète',
  possible_duplicate: 'Cette personne est peut-être déjà connue',
  already_billed: 'Des mois sont déjà facturés',
  conflict: 'Modifié ailleurs entre-temps',
  changed_since_preview: 'Les données ont changé depuis l’aperçu',
  already_done: 'C’est déjà fait',
  would_be_rejected: 'Le fichier serait rejeté',
  bad_file: 'Ce fichier ne peut pas être lu',
  refused: 'Demande refusée',
  damaged: 'Le coffre est abîmé',
  in_use: 'Le coffre est ouvert ailleurs',
  newer_version: 'Ce coffre vient d’une version plus récente',
  disk: 'Le disque refuse l’écriture',
  installation_secret: 'Le secret de ce poste est introuvable',
  cancelled: 'Opération annulée',
  bug: 'Cette page n’a pas pu s’ouvrir',
  window_fault: 'Cette page n’a pas pu s’ouvrir',
  host_unreachable: 'Préau ne répond plus',
};

/** The same, when the rest of the page stands. */
export const partFailureTitle: Partial<Record<keyof typeof failureTitle, string>> = {
  forbidden: 'Votre profil n’ouvre pas cette partie',
  bug: 'Cette partie n’a pas pu s’ouvrir',
  window_fault: 'Cette partie n’a pas pu s’ouvrir',
};
