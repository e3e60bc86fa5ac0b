import FileWarning from '@lucide/svelte/icons/file-warning';
import type { CallError } from '$lib/api';
import { confirm } from '$lib/components/dialogs.svelte';

/** When months already billed would read otherwise, the agent is told once and may go on; false when it was refused for something else. */
export function askedOfBilled(error: CallError, goOn: () => void): boolean {
  if (error.code !== 'already_billed') return false;
  void confirm({
    title: 'Ce changement touche ce qui est déjà facturé',
    consequence: error.message,
    act: 'Enregistrer quand même',
    harmless: 'Revenir à la saisie',
    icon: FileWarning,
  }).then((sure) => {
    if (sure) goOn();
  });
  return true;
}
