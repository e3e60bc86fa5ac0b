/** What the window itself says, before the core answers or without it. The core's refusals come with their own sentence. */
export const messages = {
  windowFault: 'Cette action n’a pas pu aboutir. Rien n’a été écrit.',
  hostUnreachable: 'Préau ne répond plus. Fermez la fenêtre et rouvrez-la\u00a0: votre saisie est gardée.',
  pageFault: 'Cette page n’a pas pu s’ouvrir',
  required: 'Réponse attendue.',
  refusal: 'Sans cette réponse, la demande ne peut pas être traitée.',
  nothingMatches: 'Aucune ligne ne répond au filtre.',
} as const;
