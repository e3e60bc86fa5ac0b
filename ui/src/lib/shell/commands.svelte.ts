import { onDestroy, untrack } from 'svelte';
import type { IconComponent } from '$lib/icons/icon';
import { type Combo, isSingleKey, isTyping, matches, parseKeys } from './keys';

/** One thing an agent can do. Buttons, the palette, the sheet of shortcuts and the keyboard all read the same entry. */
export interface Action {
  /** `noun_verb`, unique among the actions on screen. */
  id: string;
  /** A verb, and a number when there is one: « Émettre 412 factures ». */
  title: string;
  /** Printed on the button and matched on the keyboard: `Ctrl+S`, `N`, `Alt+É`. */
  keys?: string;
  /** Another way to type it, not printed on buttons. */
  alsoKeys?: string[];
  /** Heading in the palette and in the sheet of shortcuts. */
  section: string;
  icon?: IconComponent;
  /** Words one may search it by. */
  words?: string;
  /** Why it cannot be done now, shown beside it; absent or `undefined` when it can. */
  unavailable?: () => string | undefined;
  /** Kept out of the palette: moving the cursor of a grid, for instance. */
  quiet?: boolean;
  /** Only listed in the sheet of shortcuts: the part that has the focus handles it. */
  listed?: boolean;
  /** Runs although a field has the focus (always so for Ctrl, Alt and function keys). */
  whileTyping?: boolean;
  /** Left to the field that has the focus, which does the same for what is typed in it. */
  fieldFirst?: boolean;
  /** Stays possible above an open dialog: locking, zooming. */
  anywhere?: boolean;
  run: () => unknown;
}

interface Offered {
  action: Action;
  combos: Combo[];
}

interface Layer {
  offered: Offered[];
  /** A modal layer hides the ones below it. */
  modal: boolean;
}

/** Every action that can be done now: the window's, then the screen's, then those of what is open above it. */
export class ActionRegistry {
  // The truth is a plain list: an effect that ends reads reactive values as they were before, and would lose layers
  // added since. `#version` tells those who show the actions.
  #layers: Layer[] = [];
  #version = $state(0);
  /** Turned off by those whose assistive tools type single letters. */
  singleKeys = $state(true);

  /**
   * A place among the layers, kept while its actions change: a component takes it as it starts, so that parents stay
   * under their children.
   */
  layer({ modal = false } = {}): { offer: (actions: Action[]) => void; close: () => void } {
    const layer: Layer = { offered: [], modal };
    this.#set([...this.#layers, layer]);
    return {
      offer: (actions) => {
        layer.offered = actions.map((action) => ({
          action,
          combos: [action.keys, ...(action.alsoKeys ?? [])]
            .filter((keys) => keys !== undefined)
            .map(parseKeys),
        }));
        this.#set(this.#layers);
      },
      close: () => this.#set(this.#layers.filter((other) => other !== layer)),
    };
  }

  /** A layer of its own until the returned function is called: what is open above the rest. */
  register(actions: Action[], options: { modal?: boolean } = {}): () => void {
    const layer = this.layer(options);
    layer.offer(actions);
    return layer.close;
  }

  #set(layers: Layer[]): void {
    this.#layers = layers;
    untrack(() => (this.#version += 1));
  }

  /** What can be done here, the nearest layer first, with how it is typed. */
  get #reachable(): Offered[] {
    void this.#version;
    const open = [...this.#layers].reverse();
    const modal = open.findIndex((layer) => layer.modal);
    return open.flatMap((layer, depth) =>
      modal < 0 || depth <= modal ? layer.offered : layer.offered.filter(({ action }) => action.anywhere),
    );
  }

  /** Everything that can be done here, the nearest first; an id met twice is the nearest one. */
  get all(): Action[] {
    const seen = new Set<string>();
    return this.#reachable.map(({ action }) => action).filter(({ id }) => !seen.has(id) && seen.add(id));
  }

  find(id: string): Action | undefined {
    return this.all.find((action) => action.id === id);
  }

  /** What these keys do; else the nearest thing they would do, were it possible now. */
  #asked(event: KeyboardEvent): { action?: Action; barred?: Action } {
    const typing = isTyping(event.target);
    let barred: Action | undefined;
    for (const { action, combos } of this.#reachable) {
      if (action.listed) continue;
      for (const combo of combos) {
        if (!matches(combo, event)) continue;
        const silent = typing && !combo.ctrl && !combo.alt && !/^F\d/.test(combo.key);
        if (silent && !action.whileTyping) continue;
        if (typing && action.fieldFirst) continue;
        if (isSingleKey(combo) && !this.singleKeys) continue;
        if (!action.unavailable?.()) return { action };
        barred ??= action;
      }
    }
    return { barred };
  }

  forEvent(event: KeyboardEvent): Action | undefined {
    return this.#asked(event).action;
  }

  /** Told when keys were pressed for what cannot be done now: a printed key never stays silent. */
  onBarred: ((action: Action, why: string) => void) | undefined;

  /** The window's only key listener. */
  handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    // An open panel or dialog takes Échap for itself.
    if (event.key === 'Escape' && document.querySelector(':popover-open, dialog[open]')) return;
    const { action, barred } = this.#asked(event);
    if (action) {
      event.preventDefault();
      void action.run();
      return;
    }
    const why = barred?.unavailable?.();
    if (!barred || !why || !this.onBarred) return;
    event.preventDefault();
    if (!event.repeat) this.onBarred(barred, why);
  };
}

export const actions = new ActionRegistry();

/**
 * Offers these actions for as long as the component lives. The function is read again when what it depends on changes.
 *
 *     useActions(() => [{ id: 'family_add', title: 'Nouvelle famille', keys: 'N', section: 'Familles', run: add }]);
 */
export function useActions(offered: () => Action[]): void {
  const layer = actions.layer();
  $effect(() => layer.offer(offered()));
  onDestroy(layer.close);
}
