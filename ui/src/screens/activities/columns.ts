import type {
  ActivityView,
  ClassView,
  GradeView,
  RegistrationView,
  SchoolView,
  TariffCardView,
  TariffStanding,
  UnitView,
} from '$lib/api';
import type { Column } from '$lib/table/columns';
import { formatBirth, formatDate, formatNumber } from '$lib/text/format';
import { periodLabel, unitKinds, weekdaysLabel } from './wording';

/** A school without class keeps its heading: one row says so. */
export interface ClassRow {
  school: SchoolView;
  class: ClassView | null;
}
export const classRows = (schools: readonly SchoolView[]): ClassRow[] =>
  schools.flatMap((school): ClassRow[] =>
    school.classes.length === 0
      ? [{ school, class: null }]
      : school.classes.map((one) => ({ school, class: one })),
  );

export function classColumns(grades: () => readonly GradeView[]): Column<ClassRow>[] {
  const label = (code: string): string => grades().find((grade) => grade.code === code)?.label ?? code;
  return [
    {
      id: 'name',
      title: 'Classe',
      value: (row) => row.class?.name,
      text: (row) => row.class?.name ?? row.school.name,
      fixed: true,
    },
    {
      id: 'grade',
      title: 'Niveau',
      value: (row) => row.class?.grade,
      text: (row) => (row.class ? (row.class.grade ? label(row.class.grade) : 'Plusieurs niveaux') : ''),
      width: 280,
    },
    {
      id: 'children',
      title: 'Enfants',
      value: (row) => row.class?.children,
      text: (row) => (row.class ? formatNumber(row.class.children) : ''),
      align: 'end',
      width: 110,
      total: (rows) => formatNumber(rows.reduce((sum, row) => sum + (row.class?.children ?? 0), 0)),
    },
  ];
}

/** An activity without unit keeps its heading: one row says so. */
export interface UnitRow {
  activity: ActivityView;
  unit: UnitView | null;
}
export const unitRows = (activities: readonly ActivityView[]): UnitRow[] =>
  activities.flatMap((activity): UnitRow[] =>
    activity.units.length === 0
      ? [{ activity, unit: null }]
      : activity.units.map((unit) => ({ activity, unit })),
  );

const ofUnit =
  (say: (unit: UnitView) => string) =>
  (row: UnitRow): string =>
    row.unit ? say(row.unit) : '';

export const unitColumns: Column<UnitRow>[] = [
  {
    id: 'name',
    title: 'Unité',
    value: (row) => row.unit?.rank,
    text: (row) => (row.unit ? `${row.unit.code} ${row.unit.name}` : row.activity.name),
    minWidth: 180,
    fixed: true,
  },
  {
    id: 'kind',
    title: 'Genre',
    value: ofUnit((unit) => unitKinds.find((kind) => kind.value === unit.kind)?.label ?? ''),
    width: 120,
  },
  {
    id: 'hours',
    title: 'Horaires',
    value: (row) => row.unit?.start_minute,
    text: ofUnit((unit) => unit.hours_label),
    width: 150,
  },
  {
    id: 'weekdays',
    title: 'Jours',
    value: ofUnit((unit) => weekdaysLabel(unit.weekdays)),
    width: 190,
  },
  { id: 'period', title: 'Période', value: ofUnit(periodLabel), width: 160 },
  {
    id: 'capacity',
    title: 'Places',
    value: (row) => row.unit?.capacity,
    text: ofUnit((unit) => (unit.capacity === null ? 'sans limite' : formatNumber(unit.capacity))),
    align: 'end',
    width: 100,
  },
  {
    id: 'with',
    title: 'Particularités',
    value: ofUnit((unit) =>
      [unit.with_meal && 'avec repas', unit.by_minutes && 'à la minute'].filter(Boolean).join(', '),
    ),
    width: 160,
    quiet: true,
  },
];

export const registrationColumns: Column<RegistrationView>[] = [
  {
    id: 'name',
    title: 'Enfant',
    value: (row) => `${row.family_name} ${row.first_names}`,
    minWidth: 200,
    fixed: true,
  },
  {
    id: 'birth',
    title: 'Naissance',
    value: (row) => row.birth_date,
    text: (row) => formatBirth(row.birth_date),
    width: 110,
  },
  { id: 'class', title: 'Classe', value: (row) => row.class_name, width: 130 },
  {
    id: 'state',
    title: 'Inscription',
    value: (row) => (row.state === 'waiting' ? (row.waiting_rank ?? 9999) : 0),
    text: (row) => (row.waiting_rank ? `${row.state_label}, rang ${row.waiting_rank}` : row.state_label),
    width: 180,
  },
  {
    id: 'from',
    title: 'Dès le',
    value: (row) => row.from,
    text: (row) => formatDate(row.from),
    width: 110,
  },
  {
    id: 'to',
    title: 'Jusqu’au',
    value: (row) => row.to,
    text: (row) => (row.to ? formatDate(row.to) : ''),
    width: 110,
  },
];

export const standingLabels: Record<TariffStanding, string> = {
  current: 'En vigueur',
  coming: 'À venir',
  past: 'Terminé',
  replaced: 'Remplacé',
};

export const tariffColumns: Column<TariffCardView>[] = [
  {
    id: 'name',
    title: 'Tarif',
    value: (row) => row.name,
    text: (row) => (row.unit_name ? `${row.name}, ${row.unit_name}` : row.name),
    minWidth: 190,
    fixed: true,
  },
  { id: 'method', title: 'Calcul', value: (row) => row.method_label, width: 170 },
  {
    id: 'prices',
    title: 'Prix',
    value: (row) => row.prices_label,
    text: (row) => `${row.prices_label} ${row.each_label}`,
    width: 260,
  },
  { id: 'standing', title: 'État', value: (row) => standingLabels[row.standing], width: 120 },
  {
    id: 'from',
    title: 'Dès le',
    value: (row) => row.valid_from,
    text: (row) => formatDate(row.valid_from),
    width: 104,
  },
  {
    id: 'to',
    title: 'Jusqu’au',
    value: (row) => row.valid_to,
    text: (row) => (row.valid_to ? formatDate(row.valid_to) : ''),
    width: 104,
  },
  { id: 'deliberation', title: 'Délibération', value: (row) => row.deliberation, width: 120 },
];
