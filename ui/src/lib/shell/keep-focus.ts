import { focusable } from './panes';

/**
 * For a part whose lines come and go: when what had the focus goes with its line, the focus stays on the nearest thing
 * before it, or on the first that came instead, never on nothing.
 *
 *     <div {@attach keepFocus}>…</div>
 */
export function keepFocus(part: HTMLElement): () => void {
  /** What had the focus, then what came before it, the nearest first, then what came after. */
  let around: HTMLElement[] = [];

  const remember = ({ target }: FocusEvent): void => {
    const all = [...part.querySelectorAll<HTMLElement>(focusable)];
    const at = all.indexOf(target as HTMLElement);
    if (at >= 0) around = [...all.slice(0, at + 1).reverse(), ...all.slice(at + 1)];
  };
  const watch = new MutationObserver(() => {
    if (document.activeElement !== document.body || !around[0] || around[0].isConnected) return;
    const came = part.querySelectorAll<HTMLElement>(focusable);
    [...around, ...came].find((one) => one.isConnected && one.checkVisibility())?.focus();
  });
  part.addEventListener('focusin', remember);
  watch.observe(part, { childList: true, subtree: true });
  return () => {
    part.removeEventListener('focusin', remember);
    watch.disconnect();
  };
}
