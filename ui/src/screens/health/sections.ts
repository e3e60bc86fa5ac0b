import type { HealthEditRequest } from '$lib/api';

/** A part of the record, written on its own in a dialog; the core always receives the whole. */
export type Section = 'allergies' | 'pai' | 'meals' | 'care' | 'doctor' | 'vaccines';

export const sectionTitles: Record<Section, { title: string; act: string; done: string }> = {
  allergies: { title: 'Allergies', act: 'Enregistrer les allergies', done: 'Allergies modifiées' },
  pai: { title: 'Projet d’accueil individualisé', act: 'Enregistrer le PAI', done: 'PAI modifié' },
  meals: { title: 'Repas', act: 'Enregistrer le repas', done: 'Repas modifié' },
  care: { title: 'Adaptations et soins', act: 'Enregistrer', done: 'Adaptations et soins modifiés' },
  doctor: { title: 'Médecin', act: 'Enregistrer le médecin', done: 'Médecin modifié' },
  vaccines: { title: 'Vaccinations', act: 'Enregistrer les vaccins', done: 'Vaccinations modifiées' },
};

/** Today's record with one section as it was: undoing a section leaves alone what was written since in the others. */
export function withSectionOf(
  section: Section,
  before: HealthEditRequest,
  now: HealthEditRequest,
): HealthEditRequest {
  const { record } = before;
  switch (section) {
    case 'allergies':
      return { ...now, record: { ...now.record, allergies: record.allergies } };
    case 'pai':
      return { ...now, record: { ...now.record, pai: record.pai } };
    case 'meals':
      return {
        ...now,
        diet_code: before.diet_code,
        record: { ...now.record, kitchen_note: record.kitchen_note },
      };
    case 'care': {
      const { needs_support, adaptations, care_note, care_agreed_on } = record;
      return { ...now, record: { ...now.record, needs_support, adaptations, care_note, care_agreed_on } };
    }
    case 'doctor':
      return { ...now, doctor_name: before.doctor_name, doctor_phone: before.doctor_phone };
    case 'vaccines':
      return {
        ...now,
        record: { ...now.record, doses: record.doses, contraindications: record.contraindications },
      };
  }
}
