import type { Habit, HabitShapeView } from '$lib/api';
import type { Option } from '$lib/components/options';

/** What the list of a habit offers, no answer first. */
export const habitOptions = (shape: HabitShapeView): Option<string>[] => [
  { value: '', label: 'Non renseigné' },
  ...shape.choices.map(({ code, label }) => ({ value: code, label })),
];

/** What a form starts from: an answer, or none, for each habit that is asked. */
export const startOf = (
  shapes: readonly HabitShapeView[],
  known: Partial<Record<Habit, string>>,
): Partial<Record<Habit, string>> =>
  Object.fromEntries(shapes.map(({ habit }) => [habit, known[habit] ?? '']));
