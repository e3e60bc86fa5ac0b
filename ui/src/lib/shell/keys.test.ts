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
