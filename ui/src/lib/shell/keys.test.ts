import { describe, expect, it } from 'vitest';
import { ariaKeys } from './aria-keys';
import { isSingleKey, isTyping, keyCaps, matches, parseKeys } from './keys';

const press = (key: string, modifiers: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent('keydown', { key, ...modifiers });

describe('matching', () => {
  it.each<[string, string, Partial<KeyboardEventInit>, boolean]>([
    ['Ctrl+S', 's', { ctrlKey: true }, true],
    ['Ctrl+S', 's', {}, false],
    ['Ctrl+S', 'S', { ctrlKey: true, shiftKey: true }, false],
    ['Maj+F6', 'F6', { shiftKey: true }, true],
    ['F6', 'F6', { shiftKey: true }, false],
    ['Alt+É', 'é', { altKey: true }, true],
    ['?', '?', { shiftKey: true }, true],
    ['?', '?', {}, true],
    ['Ctrl++', '+', { ctrlKey: true, shiftKey: true }, true],
    ['N', 'n', {}, true],
    ['N', 'N', { shiftKey: true }, false],
    ['Échap', 'Escape', {}, true],
    ['Ctrl+↵', 'Enter', { ctrlKey: true }, true],
    ['Espace', ' ', {}, true],
    ['Alt+←', 'ArrowLeft', { altKey: true }, true],
  ])('%s, typed %s %o: %s', (keys, key, modifiers, hit) =>
    expect(matches(parseKeys(keys), press(key, modifiers))).toBe(hit),
  );

  it('reads Alt+digit by its place, since a French top row types signs', () => {
    const event = press('&', { altKey: true, code: 'Digit1' });
    expect(matches(parseKeys('Alt+1'), event)).toBe(true);
    expect(matches(parseKeys('Alt+2'), event)).toBe(false);
  });

  it.each<[string, string, string, Partial<KeyboardEventInit>, boolean]>([
    ['Ctrl+0', 'à', 'Digit0', { ctrlKey: true }, true],
    ['Ctrl+0', '0', 'Digit0', { ctrlKey: true, shiftKey: true }, true],
    ['3', '"', 'Digit3', {}, true],
    ['3', '3', 'Digit3', {}, true],
    ['3', '3', 'Numpad3', {}, true],
    // The top row of a keyboard that types digits without Maj: Maj makes another sign of it.
    ['3', '#', 'Digit3', { shiftKey: true }, false],
    ['3', '"', 'Digit3', { ctrlKey: true }, false],
    ['4', '"', 'Digit3', {}, false],
  ])('%s, typed %s on %s %o: %s', (keys, key, code, modifiers, hit) =>
    expect(matches(parseKeys(keys), press(key, { code, ...modifiers }))).toBe(hit),
  );
});

describe('printing', () => {
  const sources = import.meta.glob<string>(['../../**/*.svelte', '../../**/*.ts', '!../../**/*.test.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  it('names no key in English', () => {
    const english = /keys(?:=|: ?)["'][^"']*\b(?:Page(?:Up|Down)|Escape|Enter|Shift|Space|Delete|Arrow\w+)\b/;
    expect(Object.keys(sources).length).toBeGreaterThan(100);
    expect(Object.keys(sources).filter((path) => english.test(sources[path]!))).toEqual([]);
  });
  it('still knows the key', () => {
    expect(parseKeys('Alt+Pg préc')).toMatchObject({ alt: true, key: 'PageUp' });
    expect(keyCaps('Alt+Pg suiv')).toEqual(['Alt', 'Pg suiv']);
  });
});

it('draws a trailing plus as a cap', () => expect(keyCaps('Ctrl++')).toEqual(['Ctrl', '+']));
it('knows which shortcuts must sleep while someone types', () => {
  expect(isSingleKey(parseKeys('N'))).toBe(true);
  expect(isSingleKey(parseKeys('F6'))).toBe(false);
  expect(isSingleKey(parseKeys('Ctrl+N'))).toBe(false);
});
it('tells a box one types in from a box one ticks', () => {
  const input = (type: string) => Object.assign(document.createElement('input'), { type });
  expect(isTyping(input('text'))).toBe(true);
  expect(isTyping(input('checkbox'))).toBe(false);
  expect(isTyping(document.createElement('button'))).toBe(false);
});
it('names keys as assistive technology expects', () => {
  expect(ariaKeys('Ctrl+S')).toBe('Control+S');
  expect(ariaKeys('Maj+↓')).toBe('Shift+ArrowDown');
  expect(ariaKeys('Espace')).toBe('Space');
});
