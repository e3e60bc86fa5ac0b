import { type FieldIssue, type HealthTextKind, call } from '$lib/api';

/** What the core says of the words of a free text: a refused word blocks, one that does not belong is pointed out (rows I01 to I03, I07). */
export async function wordIssues(field: string, text: string, kind: HealthTextKind): Promise<FieldIssue[]> {
  if (text.trim() === '') return [];
  const { words } = await call('health_words_check', { text, kind });
  return words.map(({ word, verdict, explanation }): FieldIssue => ({
    field,
    code: 'forbidden',
    message: `«\u00a0${word}\u00a0»\u00a0: ${explanation}`,
    severity: verdict === 'refused' ? 'blocking' : 'warning',
  }));
}
