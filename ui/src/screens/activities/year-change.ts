import type { NextClass, YearChangeClass, YearChangeMove, YearChangeView } from '$lib/api';
import type { Option } from '$lib/components/options';

/** Nowhere: the child leaves, or is placed later. */
export const NOWHERE = '';
/** The class proposed, to be made. */
export const MADE = 'made';

export interface YearChangeForm {
  /** Where each class goes. */
  classes: Record<string, string>;
  /** Where a child goes, when it is not with the class. */
  children: Record<string, string>;
}

export const choiceOf = (proposed: NextClass | null): string =>
  proposed === null ? NOWHERE : proposed.kind === 'known' ? proposed.class : MADE;

export const yearChangeForm = ({ classes }: YearChangeView): YearChangeForm => ({
  classes: Object.fromEntries(classes.map(({ id, proposed }) => [id, choiceOf(proposed)])),
  children: {},
});

/** What may be chosen for a class: the one to be made first, then those of next year, then nowhere. */
export const optionsFor = ({ proposed }: YearChangeClass, view: YearChangeView): Option<string>[] => [
  ...(proposed?.kind === 'new' ? [{ value: MADE, label: `${proposed.name}, à créer` }] : []),
  ...view.next_classes.map(({ id, label }) => ({ value: id, label })),
  { value: NOWHERE, label: 'Nulle part pour l’instant' },
];

/** Those of a class who go somewhere: the others are placed already, or stay behind. */
export const waiting = ({ children }: YearChangeClass): YearChangeClass['children'] =>
  children.filter(({ placed }) => placed === null);

/** What is sent: one move for each class that is gone to. */
export function sentMoves(view: YearChangeView, form: YearChangeForm): YearChangeMove[] {
  const moves = new Map<string, YearChangeMove>();
  for (const one of view.classes)
    for (const child of waiting(one)) {
      const choice = form.children[child.id] ?? form.classes[one.id] ?? NOWHERE;
      if (choice === NOWHERE) continue;
      // A class to be made is that of the children who go on from this one.
      const key = choice === MADE ? `${MADE} ${one.id}` : choice;
      const into: NextClass =
        choice === MADE && one.proposed !== null ? one.proposed : { kind: 'known', class: choice };
      const move = moves.get(key) ?? { children: [], into };
      move.children.push(child.id);
      moves.set(key, move);
    }
  return [...moves.values()];
}
