import { beforeEach, expect, it, vi } from 'vitest';
import { ActionRegistry } from './commands.svelte';
import { nearAction } from './nearby';

const pressed = vi.fn();
const registry = new ActionRegistry();
registry.register([nearAction('role_end', 'Retirer le profil', 'Alt+Suppr', 'Agents')]);

function draw(people: string[]): void {
  document.body.innerHTML = people
    .map(
      (name) =>
        `<li data-block><input id="${name}"><button data-act="role_end" id="b-${name}">Retirer</button></li>`,
    )
    .join('');
  for (const name of people)
    document.getElementById(`b-${name}`)!.addEventListener('click', () => pressed(name));
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
