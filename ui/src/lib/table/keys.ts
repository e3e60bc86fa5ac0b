/** The keys of a list, and the lines that say them on the sheet of shortcuts. */
import { announce } from '$lib/shell/announce.svelte';
import type { Action } from '$lib/shell/commands.svelte';
import { isTyping } from '$lib/shell/keys';
import { count } from '$lib/text/format';
import type { TableState } from './table-state.svelte';

interface Offered {
  walk: (by: 1 | -1) => void;
  /** Rows open. */
  opens: boolean;
  /** Rows can be chosen. */
  choosing: boolean;
  /** Writes what is seen in a file; absent for lists that must not leave the desk. */
  save?: () => Promise<void>;
}

/** J and K act from anywhere on the screen; the others are carried out by the list itself and are only listed. */
export function listActions(section: string, { walk, opens, choosing, save }: Offered): Action[] {
  const listed = (id: string, title: string, keys: string): Action => ({
    id: `list_${id}`,
    title,
    keys,
    section,
    listed: true,
    run: () => undefined,
  });
  const walking = (id: string, title: string, keys: string, by: 1 | -1): Action => ({
    id: `list_${id}`,
    title,
    keys,
    section,
    quiet: true,
    run: () => walk(by),
  });
  return [
    walking('next', 'Ligne suivante', 'J', 1),
    walking('previous', 'Ligne précédente', 'K', -1),
    listed('walk', 'Parcourir la liste', '↓'),
    ...(opens ? [listed('open', 'Ouvrir la ligne', '↵')] : []),
    ...(choosing
      ? [
          listed('choose', 'Choisir la ligne', 'Espace'),
          listed('extend', 'Étendre le choix', 'Maj+↓'),
          listed('all', 'Tout choisir', 'Ctrl+A'),
        ]
      : []),
    listed('copy', 'Copier pour un tableur', 'Ctrl+C'),
    ...(save
      ? [{ id: 'list_save', title: 'Enregistrer la liste dans un fichier', keys: 'Ctrl+S', section, run: save }]
      : []),
  ];
}

interface Grasp<R> {
  /** Rows of a screenful. */
  page: number;
  choosing: boolean;
  /** Letters alone are shortcuts: the agent's own choice. */
  singleKeys: boolean;
  onopen?: (row: R) => void;
  copy: () => Promise<void>;
}

/** Carries out what was pressed while the list has the focus; false when the key is not one of the list's. */
export function pressed<R>(event: KeyboardEvent, table: TableState<R>, grasp: Grasp<R>): boolean {
  if (isTyping(event.target) || event.target instanceof HTMLButtonElement || event.altKey) return false;
  const { key } = event;
  const { page, choosing, onopen } = grasp;
  const single = grasp.singleKeys && !event.ctrlKey;
  const last = table.rows.length - 1;
  const extend = event.shiftKey && choosing;
  if (event.ctrlKey) {
    if (key === 'a' && choosing) table.toggleAll();
    else if (key === 'c') void grasp.copy();
    else if (key === 'Home') table.moveTo(0, { extend });
    else if (key === 'End') table.moveTo(last, { extend });
    else return false;
  } else if (key === 'ArrowDown' || (single && key === 'j')) table.moveBy(1, { extend });
  else if (key === 'ArrowUp' || (single && key === 'k')) table.moveBy(-1, { extend });
  else if (key === 'PageDown') table.moveBy(page, { extend });
  else if (key === 'PageUp') table.moveBy(-page, { extend });
  else if (key === 'Home') table.moveTo(0);
  else if (key === 'End') table.moveTo(last);
  else if (key === 'ArrowRight') table.moveCell(1);
  else if (key === 'ArrowLeft') table.moveCell(-1);
  else if (key === ' ' && choosing && table.currentRow) {
    table.toggle(table.currentRow);
    announce(count(table.chosen.length, 'ligne choisie', 'lignes choisies'));
  } else if (key === 'Enter' && table.currentRow && onopen) onopen(table.currentRow);
  else if (key === 'Escape' && table.chosen.length > 0) table.chooseNone();
  else return false;
  return true;
}
