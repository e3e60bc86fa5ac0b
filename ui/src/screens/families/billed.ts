import FileWarning from '@lucide/svelte/icons/file-warning';
import type { CallError } from '$lib/api';
import { confirm } from '$lib/components/dialogs.svelte';

/** What a form is told first when months already billed would read otherwise. */
export const askedOfBilled = (error: CallError): Promise<boolean> | undefined =>
  error.code === 'already_billed'
    ? confirm({
        title: 'Ce changement touche ce qui est déjà facturé',
        consequence: error.message,
        act: 'Enregistrer quand même',
        harmless: 'Revenir à la saisie',
        icon: FileWarning,
      })
    : undefined;
