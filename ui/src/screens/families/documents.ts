import type {
  AttachedFileView,
  DocumentFault,
  DocumentKeeping,
  DocumentLineView,
  DocumentStanding,
  DocumentSubject,
  DocumentVerdict,
} from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';

/** How a document looks: what the family has to bring, then what it will have to. */
export const standingTones: Record<DocumentStanding, Exclude<Tone, 'neutral'>> = {
  missing: 'bad',
  refused: 'bad',
  to_complete: 'warn',
  expired: 'bad',
  expires_soon: 'warn',
  received: 'ok',
};

/** What presses most first. */
const order: readonly DocumentStanding[] = [
  'missing',
  'refused',
  'to_complete',
  'expired',
  'expires_soon',
  'received',
];
export const rankOf = (standing: DocumentStanding): number => order.indexOf(standing);
export const isLacking = (standing: DocumentStanding): boolean => rankOf(standing) < 4;

export const faults: Option<DocumentFault | null>[] = [
  { value: null, label: 'Aucun' },
  { value: 'incomplete', label: 'Incomplète' },
  { value: 'unsigned', label: 'Non signée' },
  { value: 'unreadable', label: 'Illisible' },
  { value: 'outdated', label: 'Trop ancienne' },
  { value: 'other_person', label: 'Au nom de quelqu’un d’autre' },
  { value: 'other_document', label: 'Autre pièce que celle demandée' },
];

/** A paper that is shown is seen; the others are received. */
export const taken = (keeping: DocumentKeeping): string => (keeping === 'seen' ? 'vue' : 'reçue');
export const verdictsOf = (keeping: DocumentKeeping): Option<DocumentVerdict>[] => [
  { value: 'accepted', label: keeping === 'seen' ? 'Vue' : 'Reçue' },
  { value: 'to_complete', label: 'À compléter' },
  { value: 'refused', label: 'Refusée' },
];

/** Somebody as one word, for a list and a key. */
export const subjectKey = ({ of, id }: DocumentSubject): string => `${of}/${id}`;
export function subjectOf(key: string): DocumentSubject {
  const [of, id] = key.split('/') as [DocumentSubject['of'], string];
  return { of, id };
}
export const lineKey = (line: Pick<DocumentLineView, 'kind' | 'subject'>): string =>
  `${line.kind}/${subjectKey(line.subject)}`;

/** The files of a paper, those of its latest coming first. */
export const filesOf = (line: Pick<DocumentLineView, 'history'>): AttachedFileView[] =>
  (line.history ?? []).flatMap(({ files }) => files);

/** The line to act upon next: the first that lacks and may be noted, after the one that was just noted. */
export function nextLacking(
  lines: readonly DocumentLineView[],
  after: string | undefined,
): DocumentLineView | undefined {
  const from = lines.findIndex((line) => lineKey(line) === after) + 1;
  const wanted = (line: DocumentLineView): boolean => line.may_note && isLacking(line.standing);
  return [...lines.slice(from), ...lines.slice(0, from)].find(
    (line) => wanted(line) && lineKey(line) !== after,
  );
}
