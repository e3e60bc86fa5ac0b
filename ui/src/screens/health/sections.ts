/** A part of the record, written on its own in a dialog; the core always receives the whole. */
export type Section = 'allergies' | 'pai' | 'meals' | 'care' | 'doctor' | 'vaccines';

export const sectionTitles: Record<Section, { title: string; act: string }> = {
  allergies: { title: 'Allergies', act: 'Enregistrer les allergies' },
  pai: { title: 'Projet d’accueil individualisé', act: 'Enregistrer le PAI' },
  meals: { title: 'Repas', act: 'Enregistrer le repas' },
  care: { title: 'Adaptations et soins', act: 'Enregistrer' },
  doctor: { title: 'Médecin', act: 'Enregistrer le médecin' },
  vaccines: { title: 'Vaccinations', act: 'Enregistrer les vaccins' },
};
