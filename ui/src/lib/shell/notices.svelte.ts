import { untrack } from 'svelte';
import type { IconComponent } from '$lib/icons/icon';

export interface Notice {
  id: string;
  tone: 'ok' | 'warn' | 'bad' | 'seal';
  icon: IconComponent;
  /** « lun. 23 : 11 cases à pointer » */
  text: string;
}

/** What a screen has to say at the foot of the window for as long as it is open. */
class Notices {
  // Plain, with a version: see the registry of actions.
  #list: Notice[] = [];
  #version = $state(0);

  get list(): readonly Notice[] {
    void this.#version;
    return this.#list;
  }

  add(notice: Notice): () => void {
    this.#set([...this.#list, notice]);
    return () => this.#set(this.#list.filter((other) => other !== notice));
  }

  #set(list: Notice[]): void {
    this.#list = list;
    untrack(() => (this.#version += 1));
  }
}

export const notices = new Notices();

export function useNotice(notice: () => Notice | undefined): void {
  $effect(() => {
    const shown = notice();
    return shown && notices.add(shown);
  });
}
