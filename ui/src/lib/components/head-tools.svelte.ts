import { type Snippet, getContext, setContext, untrack } from 'svelte';

/**
 * Where the list that is shown puts its filter and its columns: the head of the sheet, or a bar of the screen's own. No
 * screen repeats them. The latest list has the place; others shown with it draw theirs above themselves.
 */
export class HeadTools {
  // A plain list: a list that goes reads reactive values as they were before, and would lose the one that came.
  #offered: Snippet[] = [];
  #version = $state(0);

  get holder(): Snippet | undefined {
    void this.#version;
    return this.#offered.at(-1);
  }
  /** Until the returned function is called. */
  take(tools: Snippet): () => void {
    this.#set([...this.#offered, tools]);
    return () => this.#set(this.#offered.filter((other) => other !== tools));
  }
  #set(offered: Snippet[]): void {
    this.#offered = offered;
    untrack(() => (this.#version += 1));
  }
}

const key = Symbol('head tools');
export const offerHead = (): HeadTools => setContext(key, new HeadTools());
export const headTools = (): HeadTools | undefined => getContext<HeadTools | undefined>(key);
