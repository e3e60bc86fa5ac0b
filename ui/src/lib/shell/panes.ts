/**
 * F6 walks the panes of the window in the order they are read. A pane is any element with `data-pane`; it remembers
 * what had the focus in it.
 */
const last = new WeakMap<Element, WeakRef<HTMLElement>>();

export function rememberFocus(event: FocusEvent): void {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  const pane = target.closest('[data-pane]');
  if (pane && pane !== target) last.set(pane, new WeakRef(target));
}

export function focusNextPane(back = false): void {
  const root = document.querySelector('dialog[open]:last-of-type') ?? document;
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) =>
    pane.checkVisibility(),
  );
  if (panes.length === 0) return;
  const here = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(here + (back ? -1 : 1) + panes.length) % panes.length] ?? panes[0]!;
  focusPane(next);
}

export function focusPane(pane: HTMLElement): void {
  const before = last.get(pane)?.deref();
  const target =
    before && pane.contains(before) && before.checkVisibility()
      ? before
      : pane.querySelector<HTMLElement>(focusable);
  if (target) target.focus();
  else {
    pane.tabIndex = -1;
    pane.focus();
  }
}

/** Where the focus lands after a move: the title of the screen, else the sheet itself. */
export function focusTitle(): void {
  const sheet = document.querySelector<HTMLElement>('[data-sheet]');
  (sheet?.querySelector<HTMLElement>('#page-title') ?? sheet)?.focus();
}

export const focusable =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';
