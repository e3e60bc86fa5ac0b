import type { DuplicatePairRow, MergePartRequest, MergePartView, MergeView, RecordKind } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { fileNumber } from './columns';

export const kindWords: Record<RecordKind, string> = {
  family: 'Famille',
  household: 'Foyer',
  guardian: 'Responsable',
  child: 'Enfant',
};

/** Which of two records a field is taken from. */
export type Side = 'kept' | 'absorbed';

export interface MergeAnswers {
  /** Whether a pair is merged with the others. */
  on: Record<string, boolean>;
  /** Where each field of each pair comes from: `pair field`. */
  sides: Record<string, Side>;
}

export const partKey = ({ kept, absorbed }: MergePartView): string => `${kept}/${absorbed}`;
export const fieldKey = (part: MergePartView, code: string): string => `${partKey(part)}/${code}`;

/** The pair that was asked for cannot be merged: what goes with it cannot either. */
export const isBarred = ({ parts }: MergeView): boolean =>
  parts.some((part) => part.is_asked && part.refusals.length > 0);

export const mergeAnswers = ({ parts }: MergeView): MergeAnswers => ({
  on: Object.fromEntries(parts.map((part) => [partKey(part), part.refusals.length === 0])),
  sides: Object.fromEntries(
    parts.flatMap((part) =>
      part.fields.map((field) => [
        fieldKey(part, field.code),
        field.takes_absorbed ? ('absorbed' as const) : ('kept' as const),
      ]),
    ),
  ),
});

/** What is sent: the pairs left in, and the fields taken from the record that goes away. */
export const sentParts = ({ parts }: MergeView, answers: MergeAnswers): MergePartRequest[] =>
  parts
    .filter((part) => part.refusals.length === 0 && (part.is_asked || answers.on[partKey(part)]))
    .map((part) => ({
      kind: part.kind,
      kept: part.kept,
      absorbed: part.absorbed,
      takes: part.fields
        .filter(({ code }) => answers.sides[fieldKey(part, code)] === 'absorbed')
        .map(({ code }) => code),
      answered: part.fields.filter((field) => field.is_contradiction).map(({ code }) => code),
    }));

const sideText = (side: DuplicatePairRow['one']): string =>
  [side.name, fileNumber(side.family_number), side.detail].filter(Boolean).join(', ');

export const pairColumns: Column<DuplicatePairRow>[] = [
  { id: 'kind', title: 'Fiches', value: (pair) => kindWords[pair.kind], width: 110, fixed: true },
  { id: 'one', title: 'L’une', value: (pair) => sideText(pair.one), minWidth: 200, fixed: true },
  { id: 'other', title: 'L’autre', value: (pair) => sideText(pair.other), minWidth: 200, fixed: true },
  {
    id: 'reasons',
    title: 'Pourquoi',
    value: (pair) => pair.reasons.join(', '),
    minWidth: 180,
    quiet: true,
  },
  {
    id: 'score',
    title: 'Ressemblance',
    value: (pair) => pair.score,
    text: (pair) => `${pair.score} sur 100`,
    width: 140,
  },
];

export const pairKey = ({ one, other }: DuplicatePairRow): string => `${one.id}/${other.id}`;
