import { parseKeys } from './keys';

/** `Ctrl+S` as assistive technology expects it in `aria-keyshortcuts`: « Control+S ». */
export function ariaKeys(keys: string | undefined): string | undefined {
  if (!keys) return undefined;
  const combo = parseKeys(keys);
  const name = combo.key === ' ' ? 'Space' : combo.key === '+' ? 'Plus' : combo.key;
  return [
    combo.ctrl && 'Control',
    combo.alt && 'Alt',
    combo.shift && 'Shift',
    name.length === 1 ? name.toUpperCase() : name,
  ]
    .filter(Boolean)
    .join('+');
}
