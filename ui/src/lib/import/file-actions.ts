import Columns3 from '@lucide/svelte/icons/columns-3';
import FileInput from '@lucide/svelte/icons/file-input';
import type { Action } from '$lib/shell/commands.svelte';
import type { ImportFile } from './import-file.svelte';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the file holds, it is opened, mapped and left alike
type AnyFile = ImportFile<any, any>;

/** What one does with any file being taken: the same keys on every screen that reads one. */
export function fileActions(
  file: AnyFile,
  id: string,
  section: string,
): Record<'open' | 'columns' | 'preview' | 'leave' | 'cancel', Action> {
  return {
    open: {
      id: `${id}_open`,
      title: 'Choisir un fichier',
      keys: 'O',
      section,
      icon: FileInput,
      unavailable: () => (file.busy ? 'Le fichier se lit.' : undefined),
      run: () => file.open(),
    },
    columns: {
      id: `${id}_columns`,
      title: 'Retour aux colonnes',
      keys: 'Alt+M',
      section,
      icon: Columns3,
      run: () => (file.step = 'columns'),
    },
    preview: {
      id: `${id}_preview`,
      title: 'Voir l’aperçu',
      keys: 'Ctrl+↵',
      section,
      unavailable: () => (file.mapped ? undefined : 'Il manque des colonnes attendues.'),
      run: () => (file.step = 'preview'),
    },
    leave: {
      id: `${id}_leave`,
      title: 'Abandonner ce fichier',
      keys: 'Échap',
      section,
      run: () => file.forget(),
    },
    cancel: {
      id: `${id}_cancel`,
      title: 'Arrêter la lecture',
      keys: 'Échap',
      section,
      run: () => file.cancel(),
    },
  };
}
