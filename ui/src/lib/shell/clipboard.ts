import { toasts } from './toasts.svelte';

/** Puts text on the clipboard and says so; a system that refuses (no focus, a policy) is said too. */
export async function copyText(text: string, done: string, where?: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toasts.show({
      tone: 'bad',
      title: 'La copie n’a pas pu se faire',
      detail: 'Le presse-papiers de ce poste l’a refusée. Cliquez dans la fenêtre, puis recommencez.',
    });
    return false;
  }
  toasts.done(done, where);
  return true;
}

/** Rows of a list, as tab-separated text. */
export const copyRows = (tsv: string, said: string): Promise<boolean> =>
  copyText(tsv, said, 'À coller dans un tableur.');
