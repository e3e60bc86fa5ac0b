import type {
  ActivityKind,
  DocumentKindDraft,
  DocumentKindView,
  DocumentKeeping,
  DocumentNature,
  DocumentOwner,
  DocumentValidity,
} from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Column } from '$lib/table/columns';

/** Health, incomes, a bank, a judgment: the desk learns little of them. */
export const isKeptApart = (nature: DocumentNature): boolean =>
  nature !== 'ordinary' && nature !== 'identity';
/** Shown and handed back, whatever the town would like (I13). */
export const neverCopied = (nature: DocumentNature): boolean =>
  nature === 'identity' || nature === 'judgment' || nature === 'health';

export const owners: Option<DocumentOwner>[] = [
  { value: 'household', label: 'Chaque foyer' },
  { value: 'guardian', label: 'Chaque responsable' },
  { value: 'child', label: 'L’enfant' },
];
export const natures: Option<DocumentNature>[] = [
  { value: 'ordinary', label: 'Courante' },
  { value: 'identity', label: 'Pièce d’identité' },
  { value: 'judgment', label: 'Jugement' },
  { value: 'health', label: 'Santé' },
  { value: 'resources', label: 'Ressources' },
  { value: 'bank', label: 'Banque' },
];
export const keepings: Option<DocumentKeeping>[] = [
  { value: 'seen', label: 'Vue seulement' },
  { value: 'copy', label: 'Copie possible' },
];
export const validities: Option<DocumentValidity['kind']>[] = [
  { value: 'unlimited', label: 'Sans fin' },
  { value: 'months', label: 'Un nombre de mois' },
  { value: 'year_end', label: 'Jusqu’à un jour fixe' },
];
export const months: Option<number>[] = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
].map((label, at) => ({ value: at + 1, label }));

export const activityKinds: Option<ActivityKind>[] = [
  { value: 'school_meals', label: 'Toutes les cantines' },
  { value: 'periscolaire', label: 'Tous les accueils périscolaires' },
  { value: 'alsh', label: 'Tous les accueils de loisirs' },
];

/** A kind as the form holds it: its validity in three answers, who asks in one list. */
export interface KindEntry {
  name: string;
  owner: DocumentOwner;
  nature: DocumentNature;
  keeping: DocumentKeeping;
  lasts: DocumentValidity['kind'];
  validity: { months: number | null; month: number; day: number | null };
  asked: string[];
}

export function entryOf(draft: DocumentKindDraft | undefined): KindEntry {
  if (!draft)
    return {
      name: '',
      owner: 'child',
      nature: 'ordinary',
      keeping: 'copy',
      lasts: 'year_end',
      validity: { months: 12, month: 8, day: 31 },
      asked: [],
    };
  const { name, owner, nature, keeping, validity } = draft;
  return {
    name,
    owner,
    nature,
    keeping,
    lasts: validity.kind,
    validity: {
      months: validity.kind === 'months' ? validity.months : 12,
      month: validity.kind === 'year_end' ? validity.month : 8,
      day: validity.kind === 'year_end' ? validity.day : 31,
    },
    asked: [...draft.activity_kinds, ...draft.activities],
  };
}

export function draftOf({ lasts, validity, asked, ...entry }: KindEntry): DocumentKindDraft {
  const isKind = (one: string): one is ActivityKind => activityKinds.some(({ value }) => value === one);
  return {
    ...entry,
    validity:
      lasts === 'months'
        ? { kind: 'months', months: validity.months ?? 0 }
        : lasts === 'year_end'
          ? { kind: 'year_end', month: validity.month, day: validity.day ?? 0 }
          : { kind: 'unlimited' },
    activity_kinds: asked.filter(isKind),
    activities: asked.filter((one) => !isKind(one)),
  };
}

export const documentKindColumns: Column<DocumentKindView>[] = [
  { id: 'name', title: 'Pièce', value: (kind) => kind.draft.name, minWidth: 200, fixed: true },
  { id: 'owner', title: 'De qui', value: (kind) => kind.owner_label, width: 150 },
  { id: 'nature', title: 'Nature', value: (kind) => kind.nature_label, width: 120 },
  { id: 'keeping', title: 'Garde', value: (kind) => kind.keeping_label, width: 130, quiet: true },
  { id: 'validity', title: 'Validité', value: (kind) => kind.validity_label, width: 176, quiet: true },
  {
    id: 'asked',
    title: 'Demandée par',
    value: (kind) => kind.asked_by.join(', '),
    text: (kind) => kind.asked_by.join(', ') || 'personne',
    minWidth: 200,
    quiet: true,
  },
];
