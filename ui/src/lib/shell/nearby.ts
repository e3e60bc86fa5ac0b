import type { Action } from './commands.svelte';

/**
 * Keys of buttons that come once per line or per person: `data-act` on the button, `data-block` around what it acts on.
 * The key acts in the block that has the focus; with one such button on the screen, there is no doubt.
 */
export function near(act: string): HTMLElement | undefined {
  const chosen = `[data-act="${act}"]:not(:disabled)`;
  const here = document.activeElement;
  if (here instanceof HTMLElement && here.matches(chosen)) return here;
  for (
    let block = here?.closest('[data-block]');
    block;
    block = block.parentElement?.closest('[data-block]')
  ) {
    const button = block.querySelector<HTMLElement>(chosen);
    if (button) return button;
  }
  const all = document.querySelectorAll<HTMLElement>(chosen);
  return all.length === 1 ? all[0] : undefined;
}

/** Listed in `?`, and out of the palette: there, nothing of the screen has the focus any more. */
export function nearAction(act: string, title: string, keys: string, section: string): Action {
  return {
    id: act,
    title,
    keys,
    section,
    quiet: true,
    unavailable: () => {
      if (near(act)) return undefined;
      return document.querySelector(`[data-act="${act}"]:not(:disabled)`)
        ? 'Il y en a plusieurs\u00a0: allez d’abord sur le bon, avec Tab.'
        : 'Il n’y en a pas sur cette page.';
    },
    run: () => {
      const button = near(act);
      button?.focus();
      button?.click();
    },
  };
}
