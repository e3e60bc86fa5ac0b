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
  list = $state.raw<Notice[]>([]);

  add(notice: Notice): () => void {
    untrack(() => (this.list = [...this.list, notice]));
    return () => {
      this.list = this.list.filter((other) => other !== notice);
    };
  }
}

export const notices = new Notices();

export function useNotice(notice: () => Notice | undefined): void {
  $effect(() => {
    const shown = notice();
    return shown && notices.add(shown);
  });
}
