import { type FieldIssue, type HealthEditRequest, type HealthTextKind, call } from '$lib/api';

interface Text {
  field: string;
  text: string;
  kind: HealthTextKind;
}

/** Every free text of a record, with what it is for: what may be written in each is not the same (rows I01 to I03). */
export function textsOf({ record }: Pick<HealthEditRequest, 'record'>): Text[] {
  const texts: Text[] = [
    { field: 'record.adaptations', text: record.adaptations, kind: 'adaptation' },
    { field: 'record.kitchen_note', text: record.kitchen_note, kind: 'instruction' },
    { field: 'record.care_note', text: record.care_note, kind: 'care_note' },
    { field: 'record.pai.kit_place', text: record.pai?.kit_place ?? '', kind: 'note' },
    ...record.allergies.map(({ instruction }, at): Text => ({
      field: `record.allergies.${at}.instruction`,
      text: instruction,
      kind: 'instruction',
    })),
  ];
  return texts.filter(({ text }) => text.trim() !== '');
}

/** Asks the core about each text; a refused word blocks, a signalled one is told. */
export async function checkWords(values: Pick<HealthEditRequest, 'record'>): Promise<FieldIssue[]> {
  const found = await Promise.all(
    textsOf(values).map(async ({ field, text, kind }) => {
      const { words } = await call('health_words_check', { text, kind });
      return words.map(({ word, verdict, explanation }): FieldIssue => ({
        field,
        code: 'forbidden',
        message: `«\u00a0${word}\u00a0»\u00a0: ${explanation}`,
        severity: verdict === 'refused' ? 'blocking' : 'warning',
      }));
    }),
  );
  return found.flat();
}
