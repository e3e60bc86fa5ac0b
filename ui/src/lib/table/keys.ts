/** The keys of a list, and the lines that say them on the sheet of shortcuts. */
import { announce } from '$lib/shell/announce.svelte';
import type { Action } from '$lib/shell/commands.svelte';
import { isTyping } from '$lib/shell/keys';
import { count } from '$lib/text/format';
import type { TableState } from './table-state.svelte';

interface Offered<R> {
  table: TableState<R>;
  walk: (by: 1 | -1) => void;
  /** Rows open. */
  opens: boolean;
  /** Rows can be chosen. */
  choosing: boolean;
  /** What goes out of the list. */
  ways: Action[];
}

/** « Trié par Famille, croissant ». */
export function sortWords<R>(table: TableState<R>): string {
  const sort = table.sort;
  const column = table.options.columns.find((one) => one.id === sort?.column);
  if (!sort || !column) return '';
  return `Trié par ${column.title}, ${sort.direction === 'ascending' ? 'croissant' : 'décroissant'}`;
}

/** What goes out of a list: absent for those that must not leave the desk. */
export function waysOut(
  section: string,
  { copy, save }: { copy: () => unknown; save: () => unknown },
): Action[] {
  return [
    { id: 'list_copy', title: 'Copier pour un tableur', keys: 'Ctrl+C', section, listed: true, run: copy },
    { id: 'list_save', title: 'Enregistrer la liste dans un fichier', keys: 'Ctrl+E', section, run: save },
  ];
}

/**
 * J, K, the order and the widths act from anywhere on the screen; the others are carried out by the list itself and are
 * only listed. The column is the one under ← →.
 */
export function listActions<R>(
  section: string,
  { table, walk, opens, choosing, ways }: Offered<R>,
): Action[] {
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
  const sizing = (id: string, title: string, keys: string, by: 1 | -1): Action => ({
    id: `list_${id}`,
    title,
    keys,
    section,
    words: 'largeur',
    run: () => table.columnHere && table.widen(table.columnHere.id, by),
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
    listed('across', 'Aller d’une colonne à l’autre', '→'),
    {
      id: 'list_sort',
      title: table.columnHere ? `Trier par ${table.columnHere.title}` : 'Trier',
      keys: 'Alt+T',
      section,
      words: 'ordre croissant décroissant colonne',
      unavailable: () => (table.columnHere?.unsortable ? 'Cette colonne ne se trie pas.' : undefined),
      run: () => {
        if (table.columnHere) table.sortBy(table.columnHere.id);
        announce(sortWords(table));
      },
    },
    sizing('wider', 'Élargir la colonne', 'Alt+Maj+→', 1),
    sizing('narrower', 'Rétrécir la colonne', 'Alt+Maj+←', -1),
    ...ways,
  ];
}

interface Grasp<R> {
  /** Rows of a screenful. */
  page: number;
  choosing: boolean;
  /** Letters alone are shortcuts: the agent's own choice. */
  singleKeys: boolean;
  onopen?: (row: R) => void;
  /** Absent for lists that must not leave the desk. */
  copy?: () => unknown;
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
    else if (key === 'c' && grasp.copy) grasp.copy();
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
