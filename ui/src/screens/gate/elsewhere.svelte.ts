// Another vault than this desk's own: a second town, a disk moved, a restoration.
import { call } from '$lib/api';
import { useActions } from '$lib/shell/commands.svelte';
import { session } from '$lib/shell/session.svelte';
import { toasts } from '$lib/shell/toasts.svelte';

export class Elsewhere {
  choosing = $state(false);

  constructor() {
    useActions(() => [
      {
        id: 'vault_choose',
        title: 'Ouvrir un autre coffre',
        keys: 'Ctrl+O',
        section: 'Ouvrir le coffre',
        whileTyping: true,
        run: this.choose,
      },
    ]);
  }

  /** The system's dialog names the folder; the core comes to its door, or says why it stays at this one. */
  choose = async (): Promise<void> => {
    if (this.choosing) return;
    this.choosing = true;
    try {
      await session.adopt(await call('vault_choose', {}));
    } catch (thrown) {
      toasts.failed(thrown);
    } finally {
      this.choosing = false;
    }
  };
}
