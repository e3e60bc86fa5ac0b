import { type Snippet, getContext, setContext, untrack } from 'svelte';

/**
 * Where the list that is shown puts its filter and its columns: the head of the sheet, or a bar of the screen's own. No
 * screen repeats them. The latest list has the place; others shown with it draw theirs above themselves.
 */
export class HeadTools {
  #offered = $state.raw<Snippet[]>([]);

  get holder(): Snippet | undefined {
    return this.#offered.at(-1);
  }
  /** Until the returned function is called. */
  take(tools: Snippet): () => void {
    this.#offered = [...untrack(() => this.#offered), tools];
    return () => (this.#offered = untrack(() => this.#offered).filter((other) => other !== tools));
  }
}

const key = Symbol('head tools');
export const offerHead = (): HeadTools => setContext(key, new HeadTools());
export const headTools = (): HeadTools | undefined => getContext<HeadTools | undefined>(key);
