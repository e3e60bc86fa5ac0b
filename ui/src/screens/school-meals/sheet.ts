import type { AttendanceStateId } from '$lib/text/labels.fr';
import { attendanceStates } from '$lib/text/labels.fr';
import type { DaySheetView, KitchenView } from '$lib/api';

/** A child on the sheet. What a role may not read is not there: the desk has diets, the field has instructions too. */
export interface SheetChild {
  id: string;
  name: string;
  state: AttendanceStateId | undefined;
  diet: string;
  /** Nothing special to serve. */
  plain: boolean;
  never: string[];
  instruction: string;
}

export interface SheetGroup {
  name: string;
  expected: number;
  present: number;
  children: SheetChild[];
}

export interface Sheet {
  title: string;
  day: string;
  unit: string;
  groups: SheetGroup[];
  expected: number;
  present: number;
  absent: number;
  watched: number | undefined;
  meals: { label: string; count: number }[];
}

const there = new Set<AttendanceStateId | undefined>(['present', 'unexpected']);
const gone = new Set<AttendanceStateId | undefined>([
  'absent_excused',
  'absent_unexcused',
  'cancelled_late',
  'cancelled_in_time',
]);
const PLAIN = 'STD';

/** At table, booked or not. */
export const isThere = (child: SheetChild): boolean => there.has(child.state);

/** The place of the next child who is watched over, round and round; −1 when there is none. */
export function nextWatched(children: readonly SheetChild[], from: number): number {
  const places = children.map((_, step) => (from + 1 + step) % children.length);
  return places.find((at) => children[at]!.never.length > 0 || children[at]!.instruction !== '') ?? -1;
}

function grouped(rows: { group: string; child: SheetChild }[]): SheetGroup[] {
  const groups = new Map<string, SheetChild[]>();
  for (const { group, child } of rows) groups.set(group, [...(groups.get(group) ?? []), child]);
  return [...groups].map(([name, children]) => ({
    name,
    children,
    expected: children.filter((child) => !gone.has(child.state)).length,
    present: children.filter(isThere).length,
  }));
}

function figures(groups: SheetGroup[]): Pick<Sheet, 'expected' | 'present' | 'absent'> {
  const all = groups.flatMap((group) => group.children);
  return {
    expected: all.filter((child) => !gone.has(child.state)).length,
    present: all.filter(isThere).length,
    absent: all.filter((child) => gone.has(child.state)).length,
  };
}

/** With what must never be served and what to do: for the field, today. */
export function fromKitchen(view: KitchenView, unit: string): Sheet {
  const groups = grouped(
    view.children.map((row) => ({
      group: row.class,
      child: {
        id: row.child,
        name: row.name,
        state: row.state,
        diet: row.diet_label,
        plain: row.diet_code === PLAIN,
        never: row.never_serve,
        instruction: [
          ...row.allergies.map((allergy) => allergy.instruction),
          row.note,
          row.adaptations,
          row.kit_place,
        ]
          .filter((text) => text)
          .join(' · '),
      },
    })),
  );
  return {
    title: view.activity,
    day: view.day,
    unit,
    groups,
    ...figures(groups),
    watched: view.watched,
    meals: view.meals,
  };
}

/** Without any instruction: for the desk. */
export function fromDaySheet(view: DaySheetView, unit: string): Sheet {
  const at = Math.max(
    0,
    view.units.findIndex((one) => one.id === unit),
  );
  const groups = grouped(
    view.groups.flatMap((group) =>
      group.children
        .filter((child) => child.cells[at] !== '0')
        .map((child) => ({
          group: group.class_name,
          child: {
            id: child.child_id,
            name: child.name,
            state: attendanceStates[Number(child.cells[at]) - 1]?.id,
            diet: child.diet_label,
            plain: child.diet_code === PLAIN,
            never: [],
            instruction: '',
          },
        })),
    ),
  );
  return {
    title: view.activity_name,
    day: view.day,
    unit,
    groups,
    ...figures(groups),
    watched: undefined,
    meals: view.diets.map((diet) => ({ label: diet.diet_label, count: diet.children })),
  };
}
