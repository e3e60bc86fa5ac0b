import type { ExportPurpose, RecipientModel } from '$lib/api';

/** What an agent reads of a closed list before it leaves; the columns themselves are the core's. */
export const recipients: Record<
  RecipientModel,
  { title: string; whom: string; purpose: ExportPurpose; columns: string }
> = {
  school: {
    title: 'Liste pour l’école',
    whom: 'la direction de l’école',
    purpose: 'school',
    columns:
      'Classe, niveau, nom, prénoms, naissance, domicile, responsables, téléphones, dérogation\u00a0: ses élèves seulement.',
  },
  transport: {
    title: 'Liste pour le transporteur',
    whom: 'le transporteur',
    purpose: 'transport',
    columns:
      'Circuit, arrêt, sens, heure, nom, prénom, jours, école\u00a0: ni adresse, ni naissance, ni téléphone.',
  },
  compulsory: {
    title: 'Liste de l’obligation scolaire',
    whom: 'l’inspection académique ou qui a droit de copie',
    purpose: 'instruction',
    columns: 'Ce que demande l’article R131-3 du code de l’éducation.',
  },
};
