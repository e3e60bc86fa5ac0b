import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import Select from './Select.svelte';

let shown: Record<string, unknown> | undefined;
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  document.body.replaceChildren();
});

const labels = ['Ne pas lire', 'Nom R1', 'Nom enfant 1', 'Nom enfant 2'];
function draw(): { press: (key: string, at: number) => void; said: () => string } {
  shown = mount(Select, {
    target: document.body,
    props: {
      label: 'Colonne',
      value: 'Ne pas lire',
      options: labels.map((label) => ({ value: label, label })),
    },
  });
  flushSync();
  const button = document.querySelector('button')!;
  return {
    press: (key, at) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: at });
      button.dispatchEvent(event);
      flushSync();
    },
    said: () => button.textContent!.trim(),
  };
}

it('goes on with a word over its space', () => {
  const { press, said } = draw();
  [...'nom e'].forEach((key, at) => press(key, 1000 + at * 100));
  expect(said()).toBe('Nom enfant 1');
  expect(document.querySelector('[aria-expanded=true]')).toBeNull();
});
