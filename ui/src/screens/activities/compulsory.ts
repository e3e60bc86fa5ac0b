import type { CompulsoryEntryView, Instruction, LeavingReason } from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Column } from '$lib/table/columns';
import { formatBirth } from '$lib/text/format';

/** Ways an agent may say; a class of the town is read in the files. */
export const instructions: Option<Instruction>[] = [
  { value: 'unknown', label: 'Aucune école connue' },
  { value: 'other_public', label: 'Établissement public d’une autre collectivité' },
  { value: 'private', label: 'Établissement privé' },
  { value: 'home', label: 'Instruction dans la famille' },
  { value: 'distance', label: 'Enseignement à distance' },
  { value: 'training', label: 'Formation' },
];

/** Taught somewhere that has a name. */
export const hasPlace = (instruction: Instruction): boolean =>
  ['other_public', 'private', 'training'].includes(instruction);

export const leavingReasons: Option<LeavingReason>[] = [
  { value: 'left_town', label: 'A quitté la commune' },
  { value: 'not_resident', label: 'N’habite pas la commune' },
  { value: 'twice', label: 'Inscrit deux fois' },
];

export type ListView = 'tous' | 'sans' | 'retires';

export const shownIn = (view: ListView, { said, left }: CompulsoryEntryView): boolean =>
  view === 'retires' ? left !== null : left === null && (view === 'tous' || said.instruction === 'unknown');

export const compulsoryColumns: Column<CompulsoryEntryView>[] = [
  {
    id: 'child',
    title: 'Enfant',
    value: ({ said }) => `${said.family_name} ${said.first_names}`,
    fixed: true,
    minWidth: 180,
  },
  {
    id: 'birth',
    title: 'Né(e) le',
    value: (row) => row.born,
    text: (row) => formatBirth(row.born),
    width: 100,
  },
  {
    id: 'instruction',
    title: 'Instruction',
    value: (row) => (row.left ? row.left_label : row.instruction_label),
    width: 220,
  },
  {
    id: 'place',
    title: 'Établissement, classe',
    value: ({ said }) => [said.place, said.grade].filter(Boolean).join(', '),
    width: 200,
  },
  { id: 'home', title: 'Domicile', value: ({ said }) => said.home, width: 220, quiet: true },
  { id: 'guardians', title: 'Responsables', value: ({ said }) => said.guardians, width: 240, quiet: true },
  { id: 'previous', title: 'Année précédente', value: (row) => row.previous, width: 180, optional: true },
];
