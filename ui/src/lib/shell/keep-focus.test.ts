import { expect, it } from 'vitest';
import { keepFocus } from './keep-focus';

const settle = () => new Promise((later) => setTimeout(later));

it('keeps the focus on the nearest thing before what went', async () => {
  const button = (id: string): HTMLButtonElement => Object.assign(document.createElement('button'), { id });
  const line = (id: string): HTMLElement => {
    const paragraph = document.createElement('p');
    paragraph.append(button(id));
    return paragraph;
  };
  const part = document.createElement('main');
  part.append(button('a'), line('b'), line('c'));
  document.body.replaceChildren(part);
  const stop = keepFocus(part);
  const by = (id: string) => document.getElementById(id)!;
  by('b').focus();
  by('c').closest('p')!.remove();
  await settle();
  expect(document.activeElement?.id).toBe('b');
  by('b').closest('p')!.remove();
  await settle();
  expect(document.activeElement?.id).toBe('a');
  // The last line goes, and an empty list offers something else.
  part.replaceChildren(line('d'));
  await settle();
  expect(document.activeElement?.id).toBe('d');
  stop();
});
