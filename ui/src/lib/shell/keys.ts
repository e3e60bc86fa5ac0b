/**
 * Shortcuts are written the way they are printed on the button: `Ctrl+S`, `Alt+É`, `Maj+↓`, `N`, `?`, `F6`, `Échap`.
 * Letters are matched on what the key types (so on any keyboard layout); digits on the key's place too, because the
 * French top row types them with Maj only.
 */
export interface Combo {
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

const named: Record<string, string> = {
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  '↵': 'Enter',
  Échap: 'Escape',
  Espace: ' ',
  Suppr: 'Delete',
  Tab: 'Tab',
  Début: 'Home',
  Fin: 'End',
  'Pg suiv': 'PageDown',
  'Pg préc': 'PageUp',
};

export function parseKeys(keys: string): Combo {
  // A trailing plus is the key itself: `Ctrl++`.
  const parts = keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
  const last = parts.at(-1) ?? '';
  return {
    ctrl: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Maj'),
    key: named[last] ?? (last.length === 1 ? last.toLocaleLowerCase('fr') : last),
  };
}

/** The caps to draw: `Ctrl+S` → [Ctrl, S]. */
export function keyCaps(keys: string): string[] {
  return keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
}

export function matches(combo: Combo, event: KeyboardEvent): boolean {
  if (combo.ctrl !== (event.ctrlKey || event.metaKey) || combo.alt !== event.altKey) return false;
  if (/^\d$/.test(combo.key))
    return event.key === combo.key || (event.code === `Digit${combo.key}` && !event.shiftKey);
  const key = event.key.length === 1 ? event.key.toLocaleLowerCase('fr') : event.key;
  if (key !== combo.key) return false;
  // Signs such as ? or + already need Maj on some layouts: only letters and named keys care about it.
  return /^\p{L}$/u.test(key) || key.length > 1 || key === ' ' ? combo.shift === event.shiftKey : true;
}

/** One printable character with no modifier: it must stay quiet while someone types (WCAG 2.1.4). */
export function isSingleKey(combo: Combo): boolean {
  return !combo.ctrl && !combo.alt && combo.key.length === 1;
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit', 'range', 'color'].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
