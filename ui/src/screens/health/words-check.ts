import type { FieldIssue, HealthEditRequest, HealthTextKind } from '$lib/api';
import { wordIssues } from '$lib/form/words';

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
    textsOf(values).map(({ field, text, kind }) => wordIssues(field, text, kind)),
  );
  return found.flat();
}
