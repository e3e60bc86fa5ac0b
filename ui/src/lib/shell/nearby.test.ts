import { beforeEach, expect, it, vi } from 'vitest';
import { ActionRegistry } from './commands.svelte';
import { nearAction } from './nearby';

const pressed = vi.fn();
const registry = new ActionRegistry();
registry.register([nearAction('role_end', 'Retirer le profil', 'Alt+Suppr', 'Agents')]);

function draw(people: string[]): void {
  const lines = people.map((name) => {
    const [line, field, button] = ['li', 'input', 'button'].map((tag) => document.createElement(tag));
    line!.dataset['block'] = '';
    field!.id = name;
    button!.dataset['act'] = 'role_end';
    button!.id = `b-${name}`;
    button!.addEventListener('click', () => pressed(name));
    line!.append(field!, button!);
    return line!;
  });
  document.body.replaceChildren(...lines);
}
const press = (): void => registry.handle(new KeyboardEvent('keydown', { key: 'Delete', altKey: true }));
beforeEach(() => pressed.mockClear());

it('acts on the one that has the focus, even from a field of it', () => {
  draw(['ana', 'luc']);
  document.getElementById('luc')!.focus();
  press();
  expect(pressed.mock.calls).toEqual([['luc']]);
});

it('does nothing when several could be meant', () => {
  draw(['ana', 'luc']);
  press();
  expect(pressed).not.toHaveBeenCalled();
});

it('acts when only one can be meant', () => {
  draw(['ana']);
  press();
  expect(pressed.mock.calls).toEqual([['ana']]);
});
