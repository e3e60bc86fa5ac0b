// Another vault than this desk's own: a second town, a disk moved, a restoration.
import { CallError, call } from '$lib/api';
import { useActions } from '$lib/shell/commands.svelte';
import { session } from '$lib/shell/session.svelte';

export class Elsewhere {
  choosing = $state(false);
  /** Why the folder was not opened: it stays said until another is tried. */
  refusal = $state<string>();

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
      {
        id: 'vault_rescue',
        title: 'Restaurer une sauvegarde',
        keys: 'Ctrl+R',
        section: 'Ouvrir le coffre',
        whileTyping: true,
        run: this.rescue,
      },
      ...(session.view?.keys_elsewhere
        ? [
            {
              id: 'vault_rescue_slots',
              title: 'Reprendre les clés de la dernière sauvegarde',
              keys: 'Alt+C',
              section: 'Ouvrir le coffre',
              whileTyping: true,
              run: this.rescueKeys,
            },
          ]
        : []),
    ]);
  }

  /** The system's dialog names the folder; the core comes to its door, or says why it stays at this one. */
  choose = (): Promise<void> => this.#go('vault_choose');

  /** The vault no longer opens: a backup is copied into an empty folder, and its door is shown. */
  rescue = (): Promise<void> => this.#go('vault_rescue');

  /** Both copies of the keys are damaged: those of the last backup take their place. */
  rescueKeys = (): Promise<void> => this.#go('vault_rescue_slots');

  async #go(command: 'vault_choose' | 'vault_rescue' | 'vault_rescue_slots'): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    this.refusal = undefined;
    try {
      await session.adopt(await call(command, {}));
    } catch (thrown) {
      this.refusal = CallError.from(thrown).message;
    } finally {
      this.choosing = false;
    }
  }
}
